package org.cairn.ledger.timestamp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.cert.X509CertificateHolder;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;

/**
 * X.509 as far as tokens need it. Revocation is not asked for: it would need a network, and the
 * answer at {@code genTime} is not in the token. Stateless.
 */
final class Certificates {
  private static final String CHAIN = "tsa-chain";

  /** Some hundred times a certificate. */
  private static final int MAX_PEM_BYTES = 256 * 1024;

  private static final int TIME_STAMPING_KEY_USAGES = 2;
  private static final String RUNTIME = "trust store of the Java runtime";

  private Certificates() {}

  /**
   * @throws RefusedException {@code tsa-roots}
   */
  static List<X509Certificate> parsePem(byte[] pem, String where) throws RefusedException {
    if (pem.length > MAX_PEM_BYTES) {
      throw RefusedException.expected(
          "tsa-roots", where, "at most " + MAX_PEM_BYTES + " bytes", pem.length + " bytes");
    }
    var found = new ArrayList<X509Certificate>();
    try {
      for (Certificate certificate :
          factory().generateCertificates(new ByteArrayInputStream(pem))) {
        found.add((X509Certificate) certificate);
      }
    } catch (CertificateException | RuntimeException e) {
      throw new RefusedException(
          Fault.expected("tsa-roots", where, "certificates in PEM", "something else"), e);
    }
    if (found.isEmpty()) {
      throw RefusedException.expected("tsa-roots", where, "certificates in PEM", "none");
    }
    return found;
  }

  /**
   * Certification authorities in the trust store of the Java runtime.
   *
   * @throws RefusedException {@code tsa-roots}
   */
  static List<X509Certificate> ofRuntime() throws RefusedException {
    var found = new ArrayList<X509Certificate>();
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager trusting) {
          found.addAll(List.of(trusting.getAcceptedIssuers()));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new RefusedException(
          Fault.expected("tsa-roots", RUNTIME, "certificates", "a store that cannot be read"), e);
    }
    // Some stores trust single servers too; those authorise nobody.
    found.removeIf(certificate -> certificate.getBasicConstraints() < 0);
    if (found.isEmpty()) {
      throw RefusedException.expected(
          "tsa-roots", RUNTIME, "certificates of certification authorities", "none");
    }
    return found;
  }

  static void requireAuthority(X509Certificate root, String where) throws RefusedException {
    if (root.getBasicConstraints() < 0) {
      throw RefusedException.expected(
          "tsa-roots",
          where,
          "certificates of certification authorities",
          "one of another kind: " + root.getSubjectX500Principal());
    }
  }

  static X509Certificate of(X509CertificateHolder holder) throws RefusedException {
    try {
      return (X509Certificate)
          factory().generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    } catch (IOException | CertificateException | RuntimeException e) {
      throw new RefusedException(
          Fault.expected(ParsedToken.FORMAT, "certificate", "X.509", "something else"), e);
    }
  }

  /**
   * RFC 3161 section 2.3: the key is for time stamps alone, and says so critically.
   *
   * @throws RefusedException {@code tsa-key-usage}
   */
  static void requireTimeStamping(X509Certificate signer) throws RefusedException {
    String where = "certificate of " + signer.getSubjectX500Principal();
    try {
      List<String> extended = signer.getExtendedKeyUsage();
      Set<String> critical = signer.getCriticalExtensionOIDs();
      if (extended == null
          || !extended.equals(List.of("1.3.6.1.5.5.7.3.8"))
          || critical == null
          || !critical.contains("2.5.29.37")) {
        throw RefusedException.expected(
            "tsa-key-usage",
            where,
            "extended key usage time stamping, alone and critical",
            String.valueOf(extended));
      }
    } catch (CertificateException e) {
      throw new RefusedException(
          Fault.expected("tsa-key-usage", where, "an extended key usage", "a damaged one"), e);
    }
    boolean[] usage = signer.getKeyUsage();
    if (usage != null) {
      boolean others = false;
      for (int bit = TIME_STAMPING_KEY_USAGES; bit < usage.length; bit++) {
        others |= usage[bit];
      }
      if (others || !(usage[0] || usage[1])) {
        throw RefusedException.expected(
            "tsa-key-usage", where, "key usage signature or non-repudiation alone", "another");
      }
    }
  }

  /**
   * @throws RefusedException {@code tsa-weak-algorithm}
   */
  static void requireStrong(X509Certificate certificate) throws RefusedException {
    String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT).replace("-", "");
    if (name.startsWith("SHA1") || name.startsWith("MD")) {
      throw RefusedException.expected(
          "tsa-weak-algorithm",
          "certificate of " + certificate.getSubjectX500Principal(),
          "a signature with SHA-256 or stronger",
          certificate.getSigAlgName());
    }
  }

  /**
   * Looks for a chain that was valid at that time.
   *
   * @param others that may be links; not trusted
   * @throws RefusedException {@code tsa-certificate-time}, {@code tsa-chain}, {@code
   *     tsa-weak-algorithm}
   */
  static void requireChain(
      X509Certificate signer,
      Collection<X509Certificate> others,
      Collection<X509Certificate> roots,
      Instant at)
      throws RefusedException {
    Date date = Date.from(at);
    requireValid(signer, date);
    requireStrong(signer);
    var anchors = new HashSet<TrustAnchor>();
    // The anchor's own time is no part of RFC 5280's algorithm, but of ours.
    for (X509Certificate root : roots) {
      if (!date.before(root.getNotBefore()) && !date.after(root.getNotAfter())) {
        anchors.add(new TrustAnchor(root, null));
      }
    }
    String where = "certificate of " + signer.getSubjectX500Principal();
    if (anchors.isEmpty()) {
      throw RefusedException.expected(CHAIN, where, "a root valid at " + at, "none");
    }
    PKIXCertPathBuilderResult chain = build(signer, others, anchors, date, where);
    if (chain.getCertPath().getCertificates().isEmpty()) {
      throw RefusedException.expected(CHAIN, where, "an issuer", "a root that signs itself");
    }
    for (Certificate link : chain.getCertPath().getCertificates()) {
      requireStrong((X509Certificate) link);
    }
  }

  private static PKIXCertPathBuilderResult build(
      X509Certificate signer,
      Collection<X509Certificate> others,
      Set<TrustAnchor> anchors,
      Date date,
      String where)
      throws RefusedException {
    try {
      var target = new X509CertSelector();
      target.setCertificate(signer);
      var parameters = new PKIXBuilderParameters(anchors, target);
      parameters.setDate(date);
      parameters.setRevocationEnabled(false);
      var links = new ArrayList<>(others);
      links.add(signer);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(links)));
      return (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new RefusedException(
          Fault.expected(
              CHAIN, where, "a chain to a trusted root, valid at " + date.toInstant(), "none"),
          e);
    }
  }

  private static void requireValid(X509Certificate signer, Date date) throws RefusedException {
    if (date.before(signer.getNotBefore()) || date.after(signer.getNotAfter())) {
      throw RefusedException.expected(
          "tsa-certificate-time",
          "certificate of " + signer.getSubjectX500Principal(),
          "genTime from "
              + signer.getNotBefore().toInstant()
              + " to "
              + signer.getNotAfter().toInstant(),
          date.toInstant().toString());
    }
  }

  private static CertificateFactory factory() throws CertificateException {
    return CertificateFactory.getInstance("X.509");
  }
}
