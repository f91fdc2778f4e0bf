package org.cairn.benchmarks.web;

/** What is asked for, and what it may take. */
enum Kind {
  TILE("vector tile", 80, 80),
  LIST("list of a viewport", 10, 80),
  PLACE("page of a place", 5, 150),
  QUEUE("queue", 4, 150),
  ALERT("page of an alert", 1, 0);

  private final String words;
  private final int share;
  private final int targetMillis;

  Kind(String words, int share, int targetMillis) {
    this.words = words;
    this.share = share;
    this.targetMillis = targetMillis;
  }

  String words() {
    return words;
  }

  /** Of a hundred requests. */
  int share() {
    return share;
  }

  /** For the 99th percentile; 0 where none is set. */
  int targetMillis() {
    return targetMillis;
  }
}
