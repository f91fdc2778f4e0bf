package org.cairn.ledger.timestamp;

import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.SignerInformation;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a token, of which nothing is believed yet. Either form is read:
 *
 * <pre>
 * TimeStampResp  ::= SEQUENCE { status PKIStatusInfo, timeStampToken ContentInfo OPTIONAL }
 * TimeStampToken ::= ContentInfo { id-signedData, SignedData { … TSTInfo … } }
 * </pre>
 *
 * @param genTime of the TSTInfo
 * @param certificates all that came with it, in its order: any of them may be injected
 */
record ParsedToken(
    TSTInfo info,
    Instant genTime,
    Optional<Duration> accuracy,
    SignerInformation signer,
    List<X509CertificateHolder> certificates) {
  static final String FORMAT = "tsa-format";
  private static final String TOKEN = "token";

  /** Authorities send two to four; more only lengthen the search for a chain. */
  private static final int MAX_CERTIFICATES = 16;

  /** Serial numbers and nonces of authorities have 8 to 20 bytes. */
  private static final int MAX_INTEGER_BITS = 512;

  /** RFC 3161 section 2.4.2: universal time, with seconds. */
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})(?:\\.([0-9]{1,9}))?Z");

  ParsedToken {
    certificates = List.copyOf(certificates);
  }

  /**
   * @throws RefusedException {@code tsa-too-large}, {@code tsa-trailing-bytes}, {@code tsa-format},
   *     {@code tsa-status}, {@code tsa-extension}
   */
  static ParsedToken parse(byte[] bytes) throws RefusedException {
    if (bytes.length > TimestampVerifier.MAX_BYTES) {
      throw RefusedException.expected(
          "tsa-too-large",
          TOKEN,
          "at most " + TimestampVerifier.MAX_BYTES + " bytes",
          Integer.toString(bytes.length));
    }
    refuseTrailing(bytes);
    try {
      return parts(contentInfo(ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(bytes))));
    } catch (IOException | CMSException | RuntimeException e) {
      // The library answers damaged structures with whatever its getters throw.
      throw new RefusedException(
          Fault.expected(FORMAT, TOKEN, "DER of a TimeStampResp or a token (RFC 3161)", "neither"),
          e);
    }
  }

  /** The outermost length says where the token ends; some checkers read no further. */
  private static void refuseTrailing(byte[] bytes) throws RefusedException {
    int lengthBytes = bytes.length > 1 && bytes[1] < 0 ? bytes[1] & 0x7F : 0;
    if (bytes.length < 2 + lengthBytes
        || bytes[0] != 0x30
        || bytes[1] == (byte) 0x80
        || lengthBytes > 3) {
      throw RefusedException.expected(
          FORMAT, "byte 0", "a DER sequence with its length", "something else");
    }
    int length = lengthBytes == 0 ? bytes[1] : 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = length << 8 | bytes[2 + i] & 0xFF;
    }
    int end = 2 + lengthBytes + length;
    if (end > bytes.length) {
      throw RefusedException.expected(FORMAT, TOKEN, end + " bytes", bytes.length + ": cut off");
    }
    if (end < bytes.length) {
      throw RefusedException.expected(
          "tsa-trailing-bytes", "byte " + end, "the end", (bytes.length - end) + " more bytes");
    }
  }

  private static ContentInfo contentInfo(ASN1Sequence outer) throws RefusedException {
    ASN1Encodable first = outer.getObjectAt(0);
    if (!(first.toASN1Primitive() instanceof ASN1Sequence status)) {
      return ContentInfo.getInstance(outer);
    }
    BigInteger value = ASN1Integer.getInstance(status.getObjectAt(0)).getValue();
    boolean granted = value.signum() == 0 || value.equals(BigInteger.ONE);
    if (!granted || outer.size() != 2) {
      throw RefusedException.expected(
          "tsa-status",
          "status",
          "0 or 1 (granted) with a token",
          "status " + shown(value) + (outer.size() == 2 ? "" : " without a token"));
    }
    return ContentInfo.getInstance(outer.getObjectAt(1));
  }

  private static String shown(BigInteger number) {
    return number.bitLength() <= Integer.SIZE ? number.toString() : "of many digits";
  }

  private static ParsedToken parts(ContentInfo content)
      throws IOException, CMSException, RefusedException {
    if (!content.getContentType().equals(PKCSObjectIdentifiers.signedData)) {
      throw RefusedException.expected(
          FORMAT, TOKEN, "signed data", "content of type " + content.getContentType());
    }
    var signed = new CMSSignedData(content);
    TSTInfo info = info(signed);
    List<SignerInformation> signers = List.copyOf(signed.getSignerInfos().getSigners());
    if (signers.size() != 1) {
      throw RefusedException.expected(FORMAT, TOKEN, "one signer", signers.size() + " signers");
    }
    List<X509CertificateHolder> certificates =
        new ArrayList<>(signed.getCertificates().getMatches(null));
    if (certificates.size() > MAX_CERTIFICATES) {
      throw RefusedException.expected(
          FORMAT,
          TOKEN,
          "at most " + MAX_CERTIFICATES + " certificates",
          Integer.toString(certificates.size()));
    }
    return new ParsedToken(
        info, time(info.getGenTime()), accuracy(info), signers.getFirst(), certificates);
  }

  private static TSTInfo info(CMSSignedData signed) throws IOException, RefusedException {
    CMSTypedData content = signed.getSignedContent();
    if (content == null
        || !content.getContentType().equals(PKCSObjectIdentifiers.id_ct_TSTInfo)
        || !(content.getContent() instanceof byte[] bytes)) {
      throw RefusedException.expected(
          FORMAT, TOKEN, "signed content of type TSTInfo", "other content, or none");
    }
    TSTInfo info = TSTInfo.getInstance(ASN1Primitive.fromByteArray(bytes));
    if (!info.getVersion().hasValue(1)) {
      throw RefusedException.expected(
          FORMAT, "TSTInfo", "version 1", "version " + shown(info.getVersion().getValue()));
    }
    if (info.getSerialNumber().getValue().bitLength() > MAX_INTEGER_BITS
        || info.getPolicy().getId().length() > MAX_INTEGER_BITS) {
      throw RefusedException.expected(
          FORMAT, "TSTInfo", "a serial number and policy of usual length", "longer ones");
    }
    if (info.getExtensions() != null && info.getExtensions().hasAnyCriticalExtensions()) {
      throw RefusedException.expected(
          "tsa-extension", "TSTInfo", "no critical extension", "one that nothing here knows");
    }
    return info;
  }

  private static Instant time(ASN1GeneralizedTime genTime) throws RefusedException {
    String text = genTime.getTimeString();
    Matcher field = TIME.matcher(text);
    if (field.matches()) {
      String fraction = Optional.ofNullable(field.group(7)).orElse("");
      try {
        return LocalDateTime.of(
                number(field, 1),
                number(field, 2),
                number(field, 3),
                number(field, 4),
                number(field, 5),
                number(field, 6),
                Integer.parseInt(fraction + "0".repeat(9 - fraction.length())))
            .toInstant(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        throw new RefusedException(
            Fault.expected(FORMAT, "genTime", "a date and time that exist", "others"), e);
      }
    }
    throw RefusedException.expected(
        FORMAT, "genTime", "universal time YYYYMMDDhhmmss[.s…]Z", "something else");
  }

  private static int number(Matcher field, int group) {
    return Integer.parseInt(field.group(group));
  }

  private static Optional<Duration> accuracy(TSTInfo info) throws RefusedException {
    Accuracy accuracy = info.getAccuracy();
    if (accuracy == null) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofSeconds(part(accuracy.getSeconds(), Integer.MAX_VALUE))
            .plusMillis(part(accuracy.getMillis(), 999))
            .plusNanos(1_000L * part(accuracy.getMicros(), 999)));
  }

  private static long part(@Nullable ASN1Integer value, int most) throws RefusedException {
    if (value == null) {
      return 0;
    }
    BigInteger number = value.getValue();
    if (number.signum() < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw RefusedException.expected(FORMAT, "accuracy", "0 to " + most, shown(number));
    }
    return number.longValueExact();
  }
}
