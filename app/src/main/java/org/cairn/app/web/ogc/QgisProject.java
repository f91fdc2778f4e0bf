package org.cairn.app.web.ogc;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A project for QGIS 3.16 or later with a layer for each collection, at this node's address.
 * Whoever opens it is asked for what the node wants to know, as for any layer. Stateless.
 */
final class QgisProject {
  /** No type is registered; this is what QGIS's own server says. */
  static final String TYPE = "application/x-qgis-project";

  /** The colours of the pages' map, as QGIS writes them. */
  private static final String TEAL = "14,116,110,255";

  private static final String ROSE = "190,60,80,255";
  private static final String OCHRE = "178,122,24,255";
  private static final String INK = "70,80,110,255";

  private final XMLStreamWriter xml;
  private final Documents documents;

  private QgisProject(XMLStreamWriter xml, Documents documents) {
    this.xml = xml;
    this.documents = documents;
  }

  /**
   * @param collections from top to bottom
   */
  static byte[] of(Documents documents, List<Collection> collections) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new QgisProject(xml, documents).project(collections);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Nothing is written but to memory", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** How the provider of QGIS finds a collection. */
  private String source(Collection collection) {
    return "pagingEnabled='true' restrictToRequestBBOX='1' typename='%s' url='%s' version='OGC_API_FEATURES'"
        .formatted(collection.id(), documents.base());
  }

  private static String id(Collection collection) {
    return "cairn_" + collection.id();
  }

  private void project(List<Collection> collections) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeDTD("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>");
    start("qgis", "projectname", documents.texts().text("ogc.title"), "version", "3.16.0");
    text("title", documents.texts().text("ogc.title"));
    start("projectCrs");
    crs("EPSG:3857", "3857");
    xml.writeEndElement();
    start("layer-tree-group");
    for (Collection each : collections) {
      empty(
          "layer-tree-layer",
          "id",
          id(each),
          "name",
          documents.title(each),
          "providerKey",
          "OAPIF",
          "source",
          source(each),
          "checked",
          "Qt::Checked",
          "expanded",
          "1");
    }
    xml.writeEndElement();
    start("mapcanvas", "name", "theMapCanvas");
    text("units", "meters");
    start("extent");
    text("xmin", "-20037508");
    text("ymin", "-10000000");
    text("xmax", "20037508");
    text("ymax", "15000000");
    xml.writeEndElement();
    start("destinationsrs");
    crs("EPSG:3857", "3857");
    xml.writeEndElement();
    xml.writeEndElement();
    start("projectlayers");
    for (Collection each : collections) {
      layer(each);
    }
    xml.writeEndElement();
    start("layerorder");
    for (Collection each : collections) {
      empty("layer", "id", id(each));
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void crs(String authority, String srid) throws XMLStreamException {
    start("spatialrefsys");
    text("srid", srid);
    text("authid", authority);
    xml.writeEndElement();
  }

  private void layer(Collection collection) throws XMLStreamException {
    boolean areas = collection == Collection.ALERTS || collection == Collection.ASSESSMENTS;
    start("maplayer", "type", "vector", "geometry", areas ? "Polygon" : "Point");
    text("id", id(collection));
    text("datasource", source(collection));
    text("layername", documents.title(collection));
    text("abstract", documents.description(collection));
    start("srs");
    crs("OGC:CRS84", "4326");
    xml.writeEndElement();
    start("provider", "encoding", "UTF-8");
    xml.writeCharacters("OAPIF");
    xml.writeEndElement();
    start("renderer-v2", "type", "singleSymbol", "enableorderby", "0", "forceraster", "0");
    start("symbols");
    symbol(collection, areas);
    xml.writeEndElement();
    xml.writeEndElement();
    labels(collection);
    xml.writeEndElement();
  }

  private static String colour(Collection collection) {
    return switch (collection) {
      case PLACES -> TEAL;
      case ALERTS -> ROSE;
      case ASSESSMENTS -> OCHRE;
      case CASES -> INK;
    };
  }

  private void symbol(Collection collection, boolean areas) throws XMLStreamException {
    String colour = colour(collection);
    start(
        "symbol",
        "name",
        "0",
        "type",
        areas ? "fill" : "marker",
        "alpha",
        "1",
        "clip_to_extent",
        "1");
    start(
        "layer",
        "class",
        areas ? "SimpleFill" : "SimpleMarker",
        "enabled",
        "1",
        "locked",
        "0",
        "pass",
        "0");
    property("color", areas ? colour.replaceFirst("255$", "70") : colour);
    property("outline_color", areas ? colour : "255,255,255,255");
    property("outline_width", areas ? "0.6" : "0.3");
    if (areas) {
      property("style", "solid");
    } else {
      property("name", collection == Collection.PLACES ? "circle" : "diamond");
      property("size", collection == Collection.PLACES ? "2.4" : "3.4");
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void property(String name, String value) throws XMLStreamException {
    empty("prop", "k", name, "v", value);
  }

  private void labels(Collection collection) throws XMLStreamException {
    String field =
        switch (collection) {
          case PLACES -> "array_to_string(\"names\", ' · ')";
          case ALERTS -> "alert";
          case ASSESSMENTS -> "condition";
          case CASES -> "title";
        };
    start("labeling", "type", "simple");
    start("settings");
    start(
        "text-style",
        "fieldName",
        field,
        "fontSize",
        "8",
        "textColor",
        "40,44,52,255",
        "isExpression",
        collection == Collection.PLACES ? "1" : "0");
    empty("text-buffer", "bufferDraw", "1", "bufferSize", "0.8", "bufferColor", "255,255,255,220");
    xml.writeEndElement();
    empty("rendering", "scaleVisibility", "1", "scaleMin", "250000", "scaleMax", "1");
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void start(String element, String... attributes) throws XMLStreamException {
    xml.writeStartElement(element);
    attributes(attributes);
  }

  private void empty(String element, String... attributes) throws XMLStreamException {
    xml.writeEmptyElement(element);
    attributes(attributes);
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int at = 0; at < attributes.length; at += 2) {
      xml.writeAttribute(attributes[at], attributes[at + 1]);
    }
  }

  private void text(String element, String text) throws XMLStreamException {
    start(element);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
