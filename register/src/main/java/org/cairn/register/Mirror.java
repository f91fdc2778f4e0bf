package org.cairn.register;

import java.nio.file.Path;

/**
 * A folder with copies: another workspace, its {@code ledger/blobs}, or a mirror of either. Nothing
 * in it is believed. Immutable.
 *
 * @param name for records and messages, where no path is written
 */
public record Mirror(String name, Path folder) {}
