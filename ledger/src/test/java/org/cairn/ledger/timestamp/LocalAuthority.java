package org.cairn.ledger.timestamp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;
import org.cairn.ledger.crypto.Sha256;

/**
 * A real RFC 3161 authority on the loopback address, with its own root, that can be told to
 * misbehave. Thread-safe.
 */
final class LocalAuthority implements AutoCloseable {
  static final String POLICY = "1.3.6.1.4.1.99999.7";

  /** How it answers. */
  enum Manner {
    GOOD,
    GRANTED_WITH_MODS,
    REJECTION,
    WRONG_NONCE,
    WRONG_IMPRINT,
    EXPIRED_CERTIFICATE,
    OTHER_NAME,
    WEAK_CERTIFICATE_NAMED,
    WEAK_SIGNATURE,
    WEAK_IMPRINT,
    CRITICAL_EXTENSION,
    TRAILING_INSIDE,
    MORE_KEY_USES,
    KEY_USE_NOT_CRITICAL,
    /** Another's certificate stands first; the true one is there too. */
    INJECTED_CERTIFICATES,
    /** Signed by a key of nobody, with the true certificate first. */
    FOREIGN_SIGNER,
    NO_CERTIFICATE,
    HUGE,
    TRAILING,
    NOT_DER,
    SERVER_ERROR,
    WRONG_TYPE,
    REDIRECT,
    /** Accepts the request and is silent until closed. */
    NO_ANSWER,
    /** Headers and one byte, then silent until closed. */
    SLOW_BODY
  }

  /** A certificate with its key. */
  private record Identity(X509CertificateHolder certificate, PrivateKey key) {}

  private static final AtomicLong SERIAL = new AtomicLong(1000);

  private final String name;
  private final InstantSource clock;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final KeyPair rootKey = key();
  private final X509CertificateHolder root;
  private final Identity signer;
  volatile Manner manner = Manner.GOOD;

  /** Requests that arrived. */
  final AtomicInteger asked = new AtomicInteger();

  LocalAuthority(String name, InstantSource clock) throws Exception {
    this.name = name;
    this.clock = clock;
    this.root = root();
    this.signer = identity(Duration.ofDays(365), KeyPurposeId.id_kp_timeStamping, true);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/tsa", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
  }

  TimestampAuthority authority() throws Exception {
    return new TimestampAuthority(name, address(), TimestampVerifier.ofPem(rootPem()));
  }

  byte[] rootPem() throws IOException {
    return pem(root);
  }

  byte[] signerPem() throws IOException {
    return pem(signer.certificate);
  }

  private static byte[] pem(X509CertificateHolder certificate) throws IOException {
    return ("-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
            + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The answer to a request, as over HTTP but for the transport. */
  byte[] respond(byte[] query) throws Exception {
    var request = new TimeStampRequest(query);
    return switch (manner) {
      case REJECTION ->
          new TimeStampResponseGenerator(null, TSPAlgorithms.ALLOWED)
              .generateFailResponse(2, 1 << 7, "not today")
              .getEncoded();
      case WRONG_NONCE ->
          granted(
              request(request.getMessageImprintDigest(), request.getNonce().add(BigInteger.ONE)));
      case WRONG_IMPRINT -> granted(request(new byte[32], request.getNonce()));
      case WEAK_IMPRINT ->
          granted(
              new TimeStampRequestGenerator()
                  .generate(TSPAlgorithms.SHA1, new byte[20], request.getNonce()));
      case HUGE -> new byte[50 * 1024 * 1024];
      case NOT_DER -> "<html>maintenance</html>".getBytes(StandardCharsets.UTF_8);
      case TRAILING -> {
        var longer = new ByteArrayOutputStream();
        longer.writeBytes(granted(request));
        longer.write(0);
        yield longer.toByteArray();
      }
      default -> granted(request);
    };
  }

  private static TimeStampRequest request(byte[] imprint, BigInteger nonce) {
    var generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    return generator.generate(TSPAlgorithms.SHA256, imprint, nonce);
  }

  private byte[] granted(TimeStampRequest request) throws Exception {
    return switch (manner) {
      case MORE_KEY_USES ->
          signedAgain(
              token(request, signer),
              identity(Duration.ofDays(1), KeyPurposeId.id_kp_codeSigning, true));
      case KEY_USE_NOT_CRITICAL ->
          signedAgain(
              token(request, signer),
              identity(Duration.ofDays(1), KeyPurposeId.id_kp_timeStamping, false));
      case WEAK_SIGNATURE, TRAILING_INSIDE -> signedAgain(token(request, signer), signer);
      case EXPIRED_CERTIFICATE ->
          token(request, identity(Duration.ofDays(-1), KeyPurposeId.id_kp_timeStamping, true))
              .getEncoded();
      case FOREIGN_SIGNER -> token(request, foreign()).getEncoded();
      case GRANTED_WITH_MODS ->
          response(
              PKIStatus.grantedWithMods,
              token(request, signer).getTimeStampToken().toCMSSignedData());
      default -> token(request, signer).getEncoded();
    };
  }

  private TimeStampResponse token(TimeStampRequest request, Identity by) throws Exception {
    var tokens =
        new TimeStampTokenGenerator(
            new JcaSignerInfoGeneratorBuilder(digests())
                .build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(by.key), by.certificate),
            digests()
                .get(
                    new AlgorithmIdentifier(
                        manner == Manner.WEAK_CERTIFICATE_NAMED
                            ? OIWObjectIdentifiers.idSHA1
                            : NISTObjectIdentifiers.id_sha256)),
            new ASN1ObjectIdentifier(POLICY));
    tokens.setAccuracySeconds(1);
    tokens.setAccuracyMillis(500);
    tokens.setResolution(TimeStampTokenGenerator.R_MILLISECONDS);
    tokens.setTSA(
        new GeneralName(
            manner == Manner.OTHER_NAME
                ? new X500Name("CN=Somebody Else")
                : by.certificate.getSubject()));
    tokens.addCertificates(new CollectionStore<>(certificates(by)));
    Extensions extensions =
        new Extensions(
            new Extension(
                new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.8"),
                manner == Manner.CRITICAL_EXTENSION,
                new DEROctetString(new byte[] {5, 0})));
    return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
        .generateGrantedResponse(
            request,
            BigInteger.valueOf(SERIAL.incrementAndGet()),
            Date.from(clock.instant()),
            null,
            extensions);
  }

  /** What the token generator, rightly, does not make. */
  private byte[] signedAgain(TimeStampResponse response, Identity by) throws Exception {
    byte[] info = response.getTimeStampToken().getTimeStampInfo().getEncoded();
    if (manner == Manner.TRAILING_INSIDE) {
      info = Arrays.copyOf(info, info.length + 1);
    }
    var named = new SigningCertificateV2(new ESSCertIDv2(Sha256.of(by.certificate.getEncoded())));
    CMSAttributeTableGenerator attributes =
        parameters ->
            new DefaultSignedAttributeTableGenerator()
                .getAttributes(parameters)
                .add(PKCSObjectIdentifiers.id_aa_signingCertificateV2, named);
    String algorithm = manner == Manner.WEAK_SIGNATURE ? "SHA1withECDSA" : "SHA256withECDSA";
    var generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(digests())
            .setSignedAttributeGenerator(attributes)
            .build(new JcaContentSignerBuilder(algorithm).build(by.key), by.certificate));
    generator.addCertificates(new CollectionStore<>(certificates(by)));
    return response(
        PKIStatus.granted,
        generator.generate(
            new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info), true));
  }

  private static byte[] response(PKIStatus status, CMSSignedData token) throws IOException {
    return new TimeStampResp(new PKIStatusInfo(status), token.toASN1Structure()).getEncoded();
  }

  private List<X509CertificateHolder> certificates(Identity by) throws Exception {
    return switch (manner) {
      case NO_CERTIFICATE -> List.of();
      case INJECTED_CERTIFICATES ->
          List.of(foreign().certificate, foreign().certificate, by.certificate, root);
      case FOREIGN_SIGNER -> List.of(signer.certificate, by.certificate, root);
      default -> List.of(by.certificate, root);
    };
  }

  private X509CertificateHolder root() throws Exception {
    X500Name subject = new X500Name("CN=Test root " + name);
    var builder = builder(subject, subject, rootKey, Duration.ofDays(3650));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return builder.build(
        new JcaContentSignerBuilder("SHA256withECDSA").build(rootKey.getPrivate()));
  }

  private Identity identity(Duration until, KeyPurposeId purpose, boolean critical)
      throws Exception {
    return issue(rootKey, until, purpose, critical);
  }

  /** Of the same names, issued by a key that nobody trusts. */
  private Identity foreign() throws Exception {
    return issue(key(), Duration.ofDays(1), KeyPurposeId.id_kp_timeStamping, true);
  }

  private Identity issue(KeyPair issuer, Duration until, KeyPurposeId purpose, boolean critical)
      throws Exception {
    KeyPair key = key();
    var builder =
        builder(
            new X500Name("CN=Test root " + name), new X500Name("CN=Test TSA " + name), key, until);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    KeyPurposeId[] purposes =
        purpose.equals(KeyPurposeId.id_kp_timeStamping)
            ? new KeyPurposeId[] {purpose}
            : new KeyPurposeId[] {KeyPurposeId.id_kp_timeStamping, purpose};
    builder.addExtension(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purposes));
    return new Identity(
        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())),
        key.getPrivate());
  }

  private JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair key, Duration until) {
    Instant now = clock.instant();
    return new JcaX509v3CertificateBuilder(
        issuer,
        BigInteger.valueOf(SERIAL.incrementAndGet()),
        Date.from(now.minus(Duration.ofDays(30))),
        Date.from(now.plus(until)),
        subject,
        key.getPublic());
  }

  private static KeyPair key() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static DigestCalculatorProvider digests() throws Exception {
    return new JcaDigestCalculatorProviderBuilder().build();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    Manner now = manner;
    try (exchange) {
      byte[] query = exchange.getRequestBody().readAllBytes();
      if (now == Manner.NO_ANSWER) {
        closed.await();
        return;
      }
      if (!exchange.getRequestMethod().equals("POST")
          || !"application/timestamp-query"
              .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      byte[] body = respond(query);
      exchange
          .getResponseHeaders()
          .set(
              "Content-Type",
              now == Manner.WRONG_TYPE ? "text/html" : "application/timestamp-reply");
      if (now == Manner.REDIRECT) {
        exchange.getResponseHeaders().set("Location", address().toString());
      }
      exchange.sendResponseHeaders(
          switch (now) {
            case SERVER_ERROR -> 503;
            case REDIRECT -> 307;
            default -> 200;
          },
          0);
      try (OutputStream out = exchange.getResponseBody()) {
        if (now == Manner.SLOW_BODY) {
          out.write(body, 0, 1);
          out.flush();
          closed.await();
          return;
        }
        out.write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The local authority cannot answer", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
