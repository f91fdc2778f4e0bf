package org.cairn.geopackage;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of our own, whose key is the integer {@code fid}.
 *
 * @param description for who opens the file
 * @param geometry whether its last column {@code geom} is one
 * @param columns names with types, without {@code fid}
 */
public record Table(String name, String description, boolean geometry, List<String> columns) {
  public Table {
    columns = List.copyOf(columns);
  }

  public static Table attributes(String name, String description, String... columns) {
    return new Table(name, description, false, Arrays.asList(columns));
  }

  /** With a last column {@code geom}. */
  public static Table features(String name, String description, String... columns) {
    return new Table(
        name,
        description,
        true,
        Stream.concat(Arrays.stream(columns), Stream.of("geom GEOMETRY")).toList());
  }

  public String create() {
    return "CREATE TABLE %s (fid INTEGER PRIMARY KEY NOT NULL, %s)"
        .formatted(name, String.join(", ", columns));
  }

  public String insert() {
    return "INSERT INTO %s (fid, %s) VALUES (?%s)"
        .formatted(
            name, columnNames(), String.join("", Collections.nCopies(columns.size(), ", ?")));
  }

  private String columnNames() {
    return columns.stream()
        .map(column -> column.substring(0, column.indexOf(' ')))
        .collect(Collectors.joining(", "));
  }
}
