package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cairn.exchange.internal.LimitedZip;
import org.cairn.exchange.internal.SafeXml;

/**
 * Elements of one XML part in order. A document type declaration ends the reading: no workbook has
 * one, and entities are how files reach for others. Names are compared without their namespace, of
 * which there are two kinds.
 */
final class WorkbookXml implements AutoCloseable {
  /** As long as any text kept of a place; a spreadsheet's own cells end at 32,767. */
  static final int MAX_CHARACTERS = 4_000_000;

  private final InputStream in;
  private final XMLStreamReader xml;

  private WorkbookXml(InputStream in, XMLStreamReader xml) {
    this.in = in;
    this.xml = xml;
  }

  static WorkbookXml of(InputStream in) throws IOException {
    try {
      return new WorkbookXml(in, SafeXml.open(in));
    } catch (XMLStreamException e) {
      in.close();
      throw broken(e);
    }
  }

  /** Goes on to the next start or end of an element; false at the end. */
  boolean advance() throws IOException {
    try {
      while (xml.hasNext()) {
        int event = xml.next();
        refuseDeclarations(event);
        if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
          return true;
        }
      }
      return false;
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  /** Goes on to the next start of an element of this name. */
  boolean advanceTo(String name) throws IOException {
    while (advance()) {
      if (starts(name)) {
        return true;
      }
    }
    return false;
  }

  boolean starts(String name) {
    return xml.isStartElement() && xml.getLocalName().equals(name);
  }

  boolean ends(String name) {
    return xml.isEndElement() && xml.getLocalName().equals(name);
  }

  Optional<String> attribute(String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return Optional.of(xml.getAttributeValue(i));
      }
    }
    return Optional.empty();
  }

  /** The text up to the end of the element this stands at; elements within it are left out. */
  String text() throws IOException {
    StringBuilder text = new StringBuilder();
    int depth = 1;
    try {
      while (depth > 0 && xml.hasNext()) {
        int event = xml.next();
        refuseDeclarations(event);
        switch (event) {
          case XMLStreamConstants.START_ELEMENT -> depth++;
          case XMLStreamConstants.END_ELEMENT -> depth--;
          case XMLStreamConstants.CHARACTERS,
              XMLStreamConstants.CDATA,
              XMLStreamConstants.SPACE -> {
            if (depth == 1) {
              text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
          }
          default -> {
            // Comments and processing instructions say nothing.
          }
        }
        if (text.length() > MAX_CHARACTERS) {
          throw new LimitedZip.UnsafeException(
              "has a text of more than %,d characters".formatted(MAX_CHARACTERS));
        }
      }
    } catch (XMLStreamException e) {
      throw broken(e);
    }
    return text.toString();
  }

  /** All {@code t} texts up to the end of the element, without phonetic readings. */
  String richText(String element) throws IOException {
    StringBuilder text = new StringBuilder();
    boolean phonetic = false;
    while (advance() && !ends(element)) {
      if (starts("rPh")) {
        phonetic = true;
      } else if (ends("rPh")) {
        phonetic = false;
      } else if (starts("t") && !phonetic) {
        text.append(text());
      }
    }
    return Escapes.decoded(text.toString());
  }

  @Override
  public void close() throws IOException {
    try {
      xml.close();
    } catch (XMLStreamException e) {
      throw broken(e);
    } finally {
      in.close();
    }
  }

  private static void refuseDeclarations(int event) throws LimitedZip.UnsafeException {
    if (SafeXml.isDeclaration(event)) {
      throw new LimitedZip.UnsafeException("declares a document type or entities");
    }
  }

  private static IOException broken(XMLStreamException e) {
    return e.getNestedException() instanceof LimitedZip.UnsafeException unsafe
        ? unsafe
        : new BrokenException(e);
  }

  /** Not well-formed XML. */
  static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException(XMLStreamException cause) {
      super(String.valueOf(cause.getMessage()).lines().findFirst().orElse("not XML"), cause);
    }
  }
}
