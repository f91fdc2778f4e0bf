package org.cairn.ledger.log;

/**
 * How large segments of the journal are, in bytes.
 *
 * @param room zeros are written in pieces of this length, for records to be written over
 * @param small a log that takes more than this in one life gets a segment with all its room made
 *     beforehand
 * @param full a segment with more records than this is followed by another
 */
record JournalSize(int room, int small, int full) {
  static final JournalSize STANDARD = new JournalSize(256 << 10, 1 << 20, 16 << 20);
}
