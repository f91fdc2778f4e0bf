package org.cairn.exchange.internal;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML of strangers. A document type declaration is to end the reading: no format read here has one,
 * and entities are how files reach for others or grow without end.
 */
public final class SafeXml {
  private SafeXml() {}

  /** In the encoding that the document says; nothing outside it is ever read. */
  public static XMLStreamReader open(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new XMLStreamException("external parts are not read");
    });
    return factory.createXMLStreamReader(in);
  }

  /** Whether the reader has met what must end the reading. */
  public static boolean isDeclaration(int event) {
    return event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE;
  }
}
