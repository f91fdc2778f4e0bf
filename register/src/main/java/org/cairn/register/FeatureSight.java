package org.cairn.register;

import java.util.Optional;

/**
 * How much of features somebody gets to see; what is not seen cannot be asked about either.
 *
 * @param exact where protected places lie
 * @param watch what the watch could see and found
 * @param claims assessments and claims, which name persons
 * @param judge id of a person who judges alerts, and is to learn a finding only after that
 */
public record FeatureSight(boolean exact, boolean watch, boolean claims, Optional<String> judge) {}
