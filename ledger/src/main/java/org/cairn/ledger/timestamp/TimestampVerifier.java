package org.cairn.ledger.timestamp;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;

/**
 * Checks RFC 3161 tokens against roots that whoever asks trusts. Everything is judged at the
 * token's own time: an expired certificate does not undo what it signed while it was valid.
 * Revocation is not asked for. Immutable, thread-safe; needs no network and no clock.
 *
 * <p>Codes of refusal, in the order of the checks: {@code tsa-too-large}, {@code
 * tsa-trailing-bytes}, {@code tsa-format}, {@code tsa-status}, {@code tsa-extension}, {@code
 * tsa-imprint-algorithm}, {@code tsa-imprint}, {@code tsa-nonce}, {@code tsa-signing-certificate},
 * {@code tsa-no-certificate}, {@code tsa-key-usage}, {@code tsa-weak-algorithm}, {@code
 * tsa-signature}, {@code tsa-certificate-time}, {@code tsa-chain}, {@code tsa-name}.
 */
public final class TimestampVerifier {
  /** Tokens with their chain have 2 to 10 kB. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final String SIGNING_CERTIFICATE = "tsa-signing-certificate";

  private static final Map<ASN1ObjectIdentifier, String> DIGESTS =
      Map.of(
          NISTObjectIdentifiers.id_sha256, "SHA-256",
          NISTObjectIdentifiers.id_sha384, "SHA-384",
          NISTObjectIdentifiers.id_sha512, "SHA-512");

  private static final Set<ASN1ObjectIdentifier> WEAK_SIGNATURES =
      Set.of(
          PKCSObjectIdentifiers.md5WithRSAEncryption,
          PKCSObjectIdentifiers.sha1WithRSAEncryption,
          OIWObjectIdentifiers.sha1WithRSA,
          OIWObjectIdentifiers.dsaWithSHA1,
          X9ObjectIdentifiers.id_dsa_with_sha1,
          X9ObjectIdentifiers.ecdsa_with_SHA1);

  private final List<X509Certificate> roots;
  private final List<X509Certificate> links;

  private TimestampVerifier(List<X509Certificate> roots, List<X509Certificate> links) {
    this.roots = List.copyOf(roots);
    this.links = List.copyOf(links);
  }

  /**
   * @param roots trusted certification authorities, PEM, one or more
   * @throws RefusedException {@code tsa-roots}
   */
  public static TimestampVerifier ofPem(byte[] roots) throws RefusedException {
    List<X509Certificate> certificates = Certificates.parsePem(roots, "trusted roots");
    for (X509Certificate root : certificates) {
      Certificates.requireAuthority(root, "trusted roots");
    }
    return new TimestampVerifier(certificates, List.of());
  }

  /**
   * Trusts the certification authorities that this Java runtime trusts: any of them may then speak,
   * not one alone. Reads a file each time.
   *
   * @throws RefusedException {@code tsa-roots} where the runtime has none
   */
  public static TimestampVerifier ofRuntime() throws RefusedException {
    return new TimestampVerifier(Certificates.ofRuntime(), List.of());
  }

  /**
   * Also looks among these for the signer and its chain, as where a token came without. They are
   * not trusted.
   *
   * @param certificates PEM, one or more
   * @throws RefusedException {@code tsa-roots}
   */
  public TimestampVerifier withUntrusted(byte[] certificates) throws RefusedException {
    var more = new ArrayList<>(links);
    more.addAll(Certificates.parsePem(certificates, "certificates not trusted"));
    return new TimestampVerifier(roots, more);
  }

  /**
   * Checks a token that was kept. Its nonce says nothing any more.
   *
   * @param token DER of a TimeStampResp or of the token in it; from anywhere
   * @param data the exact bytes it is about
   * @throws RefusedException with one of the codes of this class
   */
  public VerifiedTimestamp verify(byte[] token, byte[] data) throws RefusedException {
    return verify(token, data, Optional.empty());
  }

  /**
   * Checks the answer to a request.
   *
   * @param nonce of the request
   * @throws RefusedException with one of the codes of this class
   */
  public VerifiedTimestamp verify(byte[] token, byte[] data, BigInteger nonce)
      throws RefusedException {
    return verify(token, data, Optional.of(nonce));
  }

  private VerifiedTimestamp verify(byte[] bytes, byte[] data, Optional<BigInteger> nonce)
      throws RefusedException {
    ParsedToken token = ParsedToken.parse(bytes);
    try {
      requireImprint(token.info().getMessageImprint(), data);
      if (nonce.isPresent()) {
        requireNonce(token, nonce.get());
      }
      X509Certificate signer = signer(token);
      Certificates.requireTimeStamping(signer);
      requireStrong(token.signer());
      requireSignature(token.signer(), signer);
      Certificates.requireChain(signer, candidates(token), roots, token.genTime());
      requireName(token, signer);
      return new VerifiedTimestamp(
          token.genTime(),
          token.accuracy(),
          token.info().getPolicy().getId(),
          token.info().getSerialNumber().getValue(),
          signer.getSubjectX500Principal().getName());
    } catch (RuntimeException e) {
      // The library reads some structures late, and answers damage with what its getters throw.
      throw new RefusedException(
          Fault.expected(ParsedToken.FORMAT, "token", "well-formed parts", "damaged ones"), e);
    }
  }

  private static void requireImprint(MessageImprint imprint, byte[] data) throws RefusedException {
    ASN1ObjectIdentifier algorithm = imprint.getHashAlgorithm().getAlgorithm();
    String digest = DIGESTS.get(algorithm);
    if (digest == null) {
      throw RefusedException.expected(
          "tsa-imprint-algorithm", "imprint", "SHA-256, SHA-384 or SHA-512", algorithm.getId());
    }
    if (!MessageDigest.isEqual(digest(digest, data), imprint.getHashedMessage())) {
      throw RefusedException.expected(
          "tsa-imprint", "imprint", "the digest of these bytes", "that of others");
    }
  }

  private static void requireNonce(ParsedToken token, BigInteger nonce) throws RefusedException {
    if (token.info().getNonce() == null || !token.info().getNonce().hasValue(nonce)) {
      throw RefusedException.expected(
          "tsa-nonce",
          "TSTInfo",
          "the nonce of the request",
          token.info().getNonce() == null ? "none" : "another: an answer to another request");
    }
  }

  /**
   * The signed attribute ESSCertIDv2 (RFC 5816) names the certificate; the order of the
   * certificates and what they call themselves decide nothing, since anyone can add to them.
   */
  private X509Certificate signer(ParsedToken token) throws RefusedException {
    ESSCertIDv2 named = namedCertificate(token.signer());
    String digest = DIGESTS.get(named.getHashAlgorithm().getAlgorithm());
    if (digest == null) {
      throw RefusedException.expected(
          SIGNING_CERTIFICATE,
          "ESSCertIDv2",
          "SHA-256, SHA-384 or SHA-512",
          named.getHashAlgorithm().getAlgorithm().getId());
    }
    for (X509Certificate candidate : candidates(token)) {
      byte[] encoded = encoded(candidate);
      if (Arrays.equals(digest(digest, encoded), named.getCertHash())) {
        requireSameIssuer(named, token.signer(), candidate, encoded);
        return candidate;
      }
    }
    throw RefusedException.expected(
        "tsa-no-certificate",
        "token",
        "the certificate that its ESSCertIDv2 names",
        token.certificates().size() + " others; supply the authority's certificate");
  }

  private static ESSCertIDv2 namedCertificate(SignerInformation signer) throws RefusedException {
    AttributeTable signed = signer.getSignedAttributes();
    Attribute attribute =
        signed == null ? null : signed.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
    if (attribute == null
        || signed.getAll(PKCSObjectIdentifiers.id_aa_signingCertificateV2).size() != 1
        || attribute.getAttrValues().size() != 1) {
      throw RefusedException.expected(
          SIGNING_CERTIFICATE,
          "signed attributes",
          "one ESSCertIDv2 (RFC 5816)",
          signed != null && signed.get(PKCSObjectIdentifiers.id_aa_signingCertificate) != null
              ? "only the older form, with SHA-1"
              : "none, or several");
    }
    ESSCertIDv2[] certificates =
        SigningCertificateV2.getInstance(attribute.getAttributeValues()[0]).getCerts();
    if (certificates.length == 0) {
      throw RefusedException.expected(
          SIGNING_CERTIFICATE, "signed attributes", "a certificate in ESSCertIDv2", "none");
    }
    return certificates[0];
  }

  private static void requireSameIssuer(
      ESSCertIDv2 named, SignerInformation signer, X509Certificate candidate, byte[] encoded)
      throws RefusedException {
    IssuerSerial issuer = named.getIssuerSerial();
    boolean same = signer.getSID().match(holder(encoded));
    if (issuer != null) {
      X500Name name = X500Name.getInstance(candidate.getIssuerX500Principal().getEncoded());
      same &=
          issuer.getSerial().hasValue(candidate.getSerialNumber())
              && issuer.getIssuer().equals(new GeneralNames(new GeneralName(name)));
    }
    if (!same) {
      throw RefusedException.expected(
          SIGNING_CERTIFICATE,
          "signer",
          "the issuer and number of the certificate that ESSCertIDv2 names",
          "others");
    }
  }

  /** RFC 3161 section 2.4.2: a name in the token is one of the certificate's. */
  private static void requireName(ParsedToken token, X509Certificate signer)
      throws RefusedException {
    GeneralName claimed = token.info().getTsa();
    if (claimed == null) {
      return;
    }
    X509CertificateHolder holder = holder(encoded(signer));
    boolean known = claimed.equals(new GeneralName(holder.getSubject()));
    Extension alternatives = holder.getExtension(Extension.subjectAlternativeName);
    if (alternatives != null) {
      GeneralNames names = GeneralNames.getInstance(alternatives.getParsedValue());
      known |= Arrays.asList(names.getNames()).contains(claimed);
    }
    if (!known) {
      throw RefusedException.expected(
          "tsa-name", "TSTInfo", "a name of " + signer.getSubjectX500Principal(), "another");
    }
  }

  private static void requireStrong(SignerInformation signer) throws RefusedException {
    ASN1ObjectIdentifier digest = signer.getDigestAlgorithmID().getAlgorithm();
    var signature = signer.toASN1Structure().getDigestEncryptionAlgorithm();
    boolean weak =
        !DIGESTS.containsKey(digest) || WEAK_SIGNATURES.contains(signature.getAlgorithm());
    if (signature.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(signature.getParameters());
      weak |=
          parameters == null || !DIGESTS.containsKey(parameters.getHashAlgorithm().getAlgorithm());
    }
    if (weak) {
      throw RefusedException.expected(
          "tsa-weak-algorithm",
          "signer",
          "SHA-256, SHA-384 or SHA-512",
          digest.getId() + " with " + signature.getAlgorithm().getId());
    }
  }

  private static void requireSignature(SignerInformation signer, X509Certificate certificate)
      throws RefusedException {
    boolean good;
    try {
      // By the key alone: the library would judge the certificate at the signer's own claimed time.
      good =
          signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()));
    } catch (CMSException | OperatorCreationException | RuntimeException e) {
      throw new RefusedException(
          Fault.expected(
              "tsa-signature", "signer", "a signature over this content", "one that fails"),
          e);
    }
    if (!good) {
      throw RefusedException.expected(
          "tsa-signature", "signer", "a good signature", "one that fails");
    }
  }

  private List<X509Certificate> candidates(ParsedToken token) throws RefusedException {
    var candidates = new ArrayList<X509Certificate>();
    for (X509CertificateHolder holder : token.certificates()) {
      candidates.add(Certificates.of(holder));
    }
    candidates.addAll(links);
    return candidates;
  }

  private static X509CertificateHolder holder(byte[] encoded) {
    return new X509CertificateHolder(Certificate.getInstance(encoded));
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that was decoded cannot be encoded", e);
    }
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java platform lacks " + algorithm, e);
    }
  }
}
