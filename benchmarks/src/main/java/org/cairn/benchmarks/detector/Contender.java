package org.cairn.benchmarks.detector;

/**
 * A method with one set of settings, and what it said of a set of stacks.
 *
 * @param family what the method is called in tables
 * @param setting which of several; empty where there is one
 */
record Contender(String family, String setting, Rises rises) {}
