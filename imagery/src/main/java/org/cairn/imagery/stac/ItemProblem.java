package org.cairn.imagery.stac;

/**
 * An entry of a catalogue that could not be used; the rest goes on.
 *
 * @param code stable, for example {@code item-datetime}
 * @param subject the item's id, or the address of the document
 * @param message what was wrong, what was expected and what to do
 */
public record ItemProblem(String code, String subject, String message) {}
