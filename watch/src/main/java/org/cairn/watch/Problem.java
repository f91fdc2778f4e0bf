package org.cairn.watch;

/**
 * Bad input met on the way: counted and reported, never stopping the batch.
 *
 * @param code stable code, for example {@code asset-missing} or {@code tiff-truncated}
 * @param subject what it is about: an item id, a file or a place
 * @param message what failed, expected and found, and what to do next
 */
public record Problem(String code, String subject, String message) {}
