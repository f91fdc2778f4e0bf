package org.cairn.app.web.map;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Places on a map, and tiles of them. */
@Configuration(proxyBeanMethods = false)
@Import({Atlas.class, TilePages.class, OwnLayers.class})
public class MapConfiguration {}
