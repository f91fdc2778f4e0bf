package org.cairn.app.web.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A part of an XML document, names without namespaces. Immutable once read.
 *
 * @param text its own, without that of what is in it
 */
record XmlElement(
    String name, Map<String, String> attributes, List<XmlElement> children, String text) {
  private static final int MOST_DEPTH = 24;

  XmlElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /**
   * The element that the reader is at the start of; it is left at its end.
   *
   * @throws XMLStreamException also for entities and for elements within elements without end
   */
  static XmlElement read(XMLStreamReader reader) throws XMLStreamException {
    return read(reader, 0);
  }

  private static XmlElement read(XMLStreamReader reader, int depth) throws XMLStreamException {
    if (depth > MOST_DEPTH) {
      throw new XMLStreamException("more than " + MOST_DEPTH + " elements within each other");
    }
    String name = reader.getLocalName();
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int each = 0; each < reader.getAttributeCount(); each++) {
      attributes.put(reader.getAttributeLocalName(each), reader.getAttributeValue(each));
    }
    List<XmlElement> children = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> children.add(read(reader, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw new XMLStreamException("entities are not read");
        case XMLStreamConstants.END_ELEMENT -> {
          return new XmlElement(name, attributes, children, text.toString().strip());
        }
        default -> {
          // Comments and instructions say nothing of layers.
        }
      }
    }
  }

  Stream<XmlElement> all(String child) {
    return children.stream().filter(each -> each.name.equals(child));
  }

  /** The text of the first child of a name; empty where there is none, or nothing in it. */
  Optional<String> find(String child) {
    return all(child).findFirst().map(XmlElement::text).filter(text -> !text.isEmpty());
  }

  /** Empty where there is none. */
  String attribute(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }
}
