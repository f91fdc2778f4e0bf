package org.cairn.exchange.internal.kml;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cairn.exchange.internal.LimitedZip.UnsafeException;
import org.cairn.exchange.internal.SafeXml;

/** A KML document as a row of placemarks, one in memory at a time. Single-thread, used once. */
final class KmlSource {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_ELEMENTS = 1_000_000;
  private static final int MAX_CHARACTERS = 64 << 20;

  /** What shows pictures, other files or a flight, and is no place. */
  private static final List<String> NO_PLACES =
      List.of(
          "GroundOverlay",
          "ScreenOverlay",
          "PhotoOverlay",
          "NetworkLink",
          "NetworkLinkControl",
          "gx:Tour");

  private static final List<String> FOLDERS = List.of("Folder", "Document");

  /** Takes what is found. */
  interface Handler {
    /**
     * @param folders names of the folders it lies in, the outermost first
     */
    void placemark(Element placemark, List<String> folders);
  }

  /** Not well-formed XML. */
  static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException(XMLStreamException cause) {
      super(
          "line %d, column %d"
              .formatted(
                  cause.getLocation() == null ? 0 : cause.getLocation().getLineNumber(),
                  cause.getLocation() == null ? 0 : cause.getLocation().getColumnNumber()),
          cause);
    }
  }

  /** A folder, or the document, that is open; its name may come later. */
  private static final class Folder {
    private final int depth;
    private String name = "";

    Folder(int depth) {
      this.depth = depth;
    }
  }

  private final XMLStreamReader xml;
  private final Handler handler;
  private final Map<String, Integer> leftOut = new TreeMap<>();
  private final Deque<Folder> folders = new ArrayDeque<>();
  private String root = "";
  private int depth;

  private KmlSource(XMLStreamReader xml, Handler handler) {
    this.xml = xml;
    this.handler = handler;
  }

  /** What a document held beside its placemarks. */
  record Read(String root, Map<String, Integer> leftOut) {}

  /**
   * @throws UnsafeException where it declares entities or grows beyond any measure
   * @throws BrokenException where it is not XML
   */
  static Read read(InputStream in, Handler handler) throws IOException {
    try {
      XMLStreamReader xml = SafeXml.open(in);
      try {
        KmlSource source = new KmlSource(xml, handler);
        source.read();
        return new Read(source.root, source.leftOut);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof UnsafeException unsafe) {
        throw unsafe;
      }
      if (String.valueOf(e.getMessage()).contains("JAXP0001")) {
        throw new UnsafeException("goes beyond what any document needs: " + e.getMessage());
      }
      throw new BrokenException(e);
    }
  }

  private void read() throws XMLStreamException, UnsafeException {
    while (xml.hasNext()) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        start();
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        if (!folders.isEmpty() && folders.getLast().depth == depth) {
          folders.removeLast();
        }
        depth--;
      }
    }
  }

  private void start() throws XMLStreamException, UnsafeException {
    String name = name();
    if (++depth > MAX_DEPTH) {
      throw new UnsafeException("is nested deeper than %d elements".formatted(MAX_DEPTH));
    }
    root = depth == 1 ? name : root;
    if (name.equals("Placemark")) {
      Element placemark = element(depth);
      depth--;
      List<String> path = new ArrayList<>();
      folders.forEach(each -> {
        if (!each.name.isEmpty()) {
          path.add(each.name);
        }
      });
      handler.placemark(placemark, path);
    } else if (FOLDERS.contains(name)) {
      folders.addLast(new Folder(depth));
    } else if (name.equals("name") && !folders.isEmpty() && folders.getLast().depth == depth - 1) {
      folders.getLast().name = element(depth).content().strip();
      depth--;
    } else if (NO_PLACES.contains(name)) {
      leftOut.merge(name, 1, Integer::sum);
      element(depth);
      depth--;
    }
  }

  /** The element this stands at the start of, to its end. */
  private Element element(int from) throws XMLStreamException, UnsafeException {
    Element root = opened();
    Deque<Element> open = new ArrayDeque<>(List.of(root));
    int elements = 0;
    int characters = 0;
    while (!open.isEmpty()) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          Element child = opened();
          open.getLast().children().add(child);
          open.addLast(child);
          if (++elements > MAX_ELEMENTS || from + open.size() > MAX_DEPTH) {
            throw new UnsafeException("has an element that holds too many others");
          }
        }
        case XMLStreamConstants.END_ELEMENT -> open.removeLast();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          characters += xml.getTextLength();
          if (characters > MAX_CHARACTERS) {
            throw new UnsafeException(
                "has an element of more than %,d characters".formatted(MAX_CHARACTERS));
          }
          open.getLast()
              .text()
              .append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        }
        default -> {
          // Comments and processing instructions say nothing.
        }
      }
    }
    return root;
  }

  private Element opened() {
    Element element = Element.named(name(), isOwn() ? "" : space());
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      element.attributes().put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
    return element;
  }

  /** KML's own without prefix, whatever the file gives it; others with theirs. */
  private String name() {
    String space = space();
    String prefix = xml.getPrefix() == null ? "" : xml.getPrefix();
    if (space.startsWith("http://www.google.com/kml/ext")) {
      return "gx:" + xml.getLocalName();
    }
    return isOwn() || prefix.isEmpty() ? xml.getLocalName() : prefix + ":" + xml.getLocalName();
  }

  private boolean isOwn() {
    String space = space();
    return space.isEmpty()
        || space.contains("opengis.net/kml")
        || space.startsWith("http://earth.google.com/kml");
  }

  private String space() {
    return xml.getNamespaceURI() == null ? "" : xml.getNamespaceURI();
  }

  private int next() throws XMLStreamException, UnsafeException {
    int event = xml.next();
    if (SafeXml.isDeclaration(event)) {
      throw new UnsafeException("declares a document type or entities");
    }
    return event;
  }
}
