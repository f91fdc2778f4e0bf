package org.cairn.register;

import java.util.List;
import java.util.Optional;

/**
 * What a list shows of a place.
 *
 * @param number see {@link PlaceSearch#numbers}
 * @param place its id
 * @param sensitivity code of its level
 * @param names some of them, in the order of their sources, each shortened where it is long
 * @param types labels of what it is said to be, some of them
 * @param conditions labels of states that assessments say it is in, the last first
 * @param status of its newest coverage
 * @param watchedUntil last day of that, ISO 8601
 * @param alerts how many were raised
 */
public record PlaceCard(
    long number,
    String place,
    String sensitivity,
    List<CardName> names,
    List<String> types,
    List<String> conditions,
    Optional<String> status,
    Optional<String> watchedUntil,
    int alerts) {
  public PlaceCard {
    names = List.copyOf(names);
    types = List.copyOf(types);
    conditions = List.copyOf(conditions);
  }

  /**
   * @param language BCP 47, as read
   */
  public record CardName(String text, Optional<String> language) {}
}
