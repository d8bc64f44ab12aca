package dev.mooring.standins.s3;

import dev.mooring.api.AwsService;
import dev.mooring.api.Operations;
import dev.mooring.api.protocol.RestXml;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which operations of Amazon S3 are built, and by what. Path style only: {@code http://host:port/bucket/key}. */
public final class S3Service {
    private static final Map<String, String> ROOTS = Map.of(
            "ListBuckets", "ListAllMyBucketsResult",
            "ListObjects", "ListBucketResult",
            "ListObjectsV2", "ListBucketResult",
            "DeleteObjects", "DeleteResult",
            "CreateMultipartUpload", "InitiateMultipartUploadResult",
            "CompleteMultipartUpload", "CompleteMultipartUploadResult",
            "ListParts", "ListPartsResult");

    private S3Service() {}

    public static AwsService of(StandInPorts ports, Buckets buckets) {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class,
                        Set.of("s3"),
                        false,
                        List.of("overlay/s3.json"),
                        List.of(model -> new RestXml(model, ROOTS)),
                        new AwsService.Refusals("InvalidArgument", "MalformedXML", "NotImplemented")),
                buckets.links()::tenant,
                operations -> register(operations, ports, buckets));
    }

    private static void register(Operations operations, StandInPorts ports, Buckets buckets) {
        BucketHandlers inBuckets = new BucketHandlers(ports, buckets);
        ObjectHandlers objects = new ObjectHandlers(buckets);
        UploadHandlers uploads = new UploadHandlers(ports, buckets);
        operations
                .onValues("CreateBucket", inBuckets::create)
                .onValues("HeadBucket", inBuckets::head)
                .onValues("DeleteBucket", inBuckets::delete)
                .onValues("ListBuckets", inBuckets::listBuckets)
                .onValues("ListObjects", inBuckets::list)
                .onValues("ListObjectsV2", inBuckets::listV2)
                .onValues("PutObject", objects::put)
                .onValues("GetObject", objects::get)
                .onValues("HeadObject", objects::head)
                .onValues("CopyObject", objects::copy)
                .onValues("DeleteObject", objects::delete)
                .onValues("DeleteObjects", objects::deleteAll)
                .onValues("CreateMultipartUpload", uploads::create)
                .onValues("UploadPart", uploads::uploadPart)
                .onValues("CompleteMultipartUpload", uploads::complete)
                .onValues("AbortMultipartUpload", uploads::abort)
                .onValues("ListParts", uploads::listParts);
    }
}
