package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.cert.CertificateAuthority;
import dev.mooring.core.cert.CertificateSigningRequest;
import dev.mooring.core.cert.Certificates;
import dev.mooring.core.cert.InvalidCertificateException;
import dev.mooring.core.cert.KeyPairSource;
import dev.mooring.core.cert.Pem;
import dev.mooring.store.CertificateRecord;
import dev.mooring.store.CertificateRecord.Status;
import dev.mooring.store.CertificateTable;
import dev.mooring.store.Page;
import dev.mooring.store.Store;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iot.model.Certificate;
import software.amazon.awssdk.services.iot.model.CertificateDescription;
import software.amazon.awssdk.services.iot.model.CreateCertificateFromCsrRequest;
import software.amazon.awssdk.services.iot.model.CreateCertificateFromCsrResponse;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateRequest;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;
import software.amazon.awssdk.services.iot.model.DeleteCertificateRequest;
import software.amazon.awssdk.services.iot.model.DeleteCertificateResponse;
import software.amazon.awssdk.services.iot.model.DescribeCertificateRequest;
import software.amazon.awssdk.services.iot.model.DescribeCertificateResponse;
import software.amazon.awssdk.services.iot.model.ListCertificatesRequest;
import software.amazon.awssdk.services.iot.model.ListCertificatesResponse;
import software.amazon.awssdk.services.iot.model.UpdateCertificateRequest;
import software.amazon.awssdk.services.iot.model.UpdateCertificateResponse;

/** Device certificates. Private keys are returned once and never stored. */
final class CertificateHandlers {
    /** AWS's default for the lists of security. */
    private static final int PAGE_SIZE = 25;

    private final Store store;
    private final CertificateAuthority authority;
    private final KeyPairSource keyPairs;
    private final PageTokens tokens;

    CertificateHandlers(Store store, CertificateAuthority authority, KeyPairSource keyPairs, PageTokens tokens) {
        this.store = store;
        this.authority = authority;
        this.keyPairs = keyPairs;
        this.tokens = tokens;
    }

    CreateKeysAndCertificateResponse createWithKeys(CreateKeysAndCertificateRequest request, CallContext context) {
        KeyPair keys = keyPairs.next();
        X509Certificate certificate = authority.issueDevice(keys.getPublic(), context.now());
        CertificateRecord created = register(certificate, request.setAsActive(), context);
        return CreateKeysAndCertificateResponse.builder()
                .certificateArn(new Arns(context.tenant()).certificate(created.certificateId()))
                .certificateId(created.certificateId())
                .certificatePem(created.pem())
                .keyPair(pair -> pair.publicKey(Pem.write(keys.getPublic())).privateKey(Pem.write(keys.getPrivate())))
                .build();
    }

    /** The same request again makes another certificate. */
    CreateCertificateFromCsrResponse createFromCsr(CreateCertificateFromCsrRequest request, CallContext context) {
        CertificateSigningRequest csr;
        try {
            csr = CertificateSigningRequest.parse(request.certificateSigningRequest());
        } catch (InvalidCertificateException e) {
            throw Refusal.invalidRequest("Invalid CSR: " + e.getMessage());
        }
        CertificateRecord created = register(authority.issueDevice(csr, context.now()), request.setAsActive(), context);
        return CreateCertificateFromCsrResponse.builder()
                .certificateArn(new Arns(context.tenant()).certificate(created.certificateId()))
                .certificateId(created.certificateId())
                .certificatePem(created.pem())
                .build();
    }

    private CertificateRecord register(X509Certificate certificate, @Nullable Boolean active, CallContext context) {
        CertificateRecord created = new CertificateRecord(
                Certificates.certificateId(certificate),
                Pem.write(certificate),
                Boolean.TRUE.equals(active) ? Status.ACTIVE : Status.INACTIVE,
                CertificateRecord.Mode.DEFAULT,
                Optional.empty(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                1,
                UUID.randomUUID().toString(),
                context.now(),
                context.now());
        store.write(tables -> {
            tables.certificates(context.tenant()).put(created);
            return created;
        });
        return created;
    }

    DescribeCertificateResponse describe(DescribeCertificateRequest request, CallContext context) {
        CertificateRecord certificate =
                store.read(tables -> find(tables.certificates(context.tenant()), request.certificateId()));
        return DescribeCertificateResponse.builder()
                .certificateDescription(CertificateDescription.builder()
                        .certificateArn(new Arns(context.tenant()).certificate(certificate.certificateId()))
                        .certificateId(certificate.certificateId())
                        .caCertificateId(certificate.caId().orElse(null))
                        .status(certificate.status().name())
                        .certificatePem(certificate.pem())
                        .ownedBy(context.tenant().account())
                        .creationDate(certificate.createdAt())
                        .lastModifiedDate(certificate.modifiedAt())
                        .customerVersion(certificate.customerVersion())
                        .generationId(certificate.generationId())
                        .validity(validity ->
                                validity.notBefore(certificate.notBefore()).notAfter(certificate.notAfter()))
                        .certificateMode(certificate.mode().name())
                        .build())
                .build();
    }

    ListCertificatesResponse list(ListCertificatesRequest request, CallContext context) {
        boolean ascending = Boolean.TRUE.equals(request.ascendingOrder());
        Paging paging = Paging.of(
                tokens, context, "ListCertificates", request.marker(), request.pageSize(), PAGE_SIZE, ascending);
        Page<CertificateRecord> page = store.read(
                tables -> tables.certificates(context.tenant()).list(paging.after(), ascending, paging.limit()));
        Arns arns = new Arns(context.tenant());
        return ListCertificatesResponse.builder()
                .certificates(page.items().stream()
                        .map(certificate -> Certificate.builder()
                                .certificateArn(arns.certificate(certificate.certificateId()))
                                .certificateId(certificate.certificateId())
                                .status(certificate.status().name())
                                .certificateMode(certificate.mode().name())
                                .creationDate(certificate.createdAt())
                                .build())
                        .toList())
                .nextMarker(paging.next(page))
                .build();
    }

    /** Idempotent. Only these statuses can be set by hand, and nothing leaves REVOKED. */
    UpdateCertificateResponse update(UpdateCertificateRequest request, CallContext context) {
        Status wanted =
                switch (request.newStatus()) {
                    case ACTIVE -> Status.ACTIVE;
                    case INACTIVE -> Status.INACTIVE;
                    case REVOKED -> Status.REVOKED;
                    default ->
                        throw Refusal.certificateState("A certificate cannot be set to " + request.newStatusAsString()
                                + ". id=" + request.certificateId());
                };
        return store.write(tables -> {
            CertificateTable certificates = tables.certificates(context.tenant());
            CertificateRecord certificate = find(certificates, request.certificateId());
            if (certificate.status() != wanted) {
                if (certificate.status() == Status.REVOKED || certificate.status() == Status.PENDING_TRANSFER) {
                    throw Refusal.certificateState("The certificate is " + certificate.status() + " and cannot become "
                            + wanted + ". id=" + request.certificateId());
                }
                certificates.put(certificate.withStatus(wanted, context.now()));
            }
            return UpdateCertificateResponse.builder().build();
        });
    }

    /** {@code forceDelete} overrides attached policies, nothing else. */
    DeleteCertificateResponse delete(DeleteCertificateRequest request, CallContext context) {
        String arn = new Arns(context.tenant()).certificate(request.certificateId());
        return store.write(tables -> {
            CertificateTable certificates = tables.certificates(context.tenant());
            CertificateRecord certificate = find(certificates, request.certificateId());
            if (certificate.status() == Status.ACTIVE) {
                throw Refusal.certificateState(
                        "Certificate must be deactivated (not ACTIVE) before deletion. id=" + request.certificateId());
            }
            if (tables.thingPrincipals(context.tenant()).hasThings(arn)) {
                throw Refusal.deleteConflict("Things must be detached before deletion (arn: " + arn + ")");
            }
            if (tables.policyTargets(context.tenant()).hasPolicies(arn)) {
                if (!Boolean.TRUE.equals(request.forceDelete())) {
                    throw Refusal.deleteConflict(
                            "Certificate policies must be detached before deletion (arn: " + arn + ")");
                }
                tables.policyTargets(context.tenant()).detachAll(arn);
            }
            certificates.delete(request.certificateId());
            return DeleteCertificateResponse.builder().build();
        });
    }

    private static CertificateRecord find(CertificateTable certificates, String certificateId) {
        return certificates.find(certificateId).orElseThrow(() -> notFound(certificateId));
    }

    static ApiException notFound(String certificateId) {
        return Refusal.notFound("Certificate does not exist. id=" + certificateId);
    }
}
