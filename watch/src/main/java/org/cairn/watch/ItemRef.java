package org.cairn.watch;

import java.util.Optional;

/**
 * Names one STAC item: ids are unique in their collection only.
 *
 * @param collection empty where the item names none
 */
public record ItemRef(Optional<String> collection, String item) {}
