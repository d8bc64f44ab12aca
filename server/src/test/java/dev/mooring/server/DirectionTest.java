package dev.mooring.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;

/** The direction of the house: a room uses only rooms above it, and each outside library stays in its room. */
@AnalyzeClasses(packages = "dev.mooring", importOptions = ImportOption.DoNotIncludeTests.class)
class DirectionTest {
    /** From the top of the design's list to its bottom. */
    private static final List<String> ROOMS =
            List.of("core", "store", "broker", "lambda", "rules", "api", "standins", "gateway", "server");

    @ArchTest
    static void aRoomUsesOnlyRoomsAboveIt(com.tngtech.archunit.core.domain.JavaClasses classes) {
        for (int i = 0; i < ROOMS.size() - 1; i++) {
            List<String> below = new ArrayList<>();
            for (String room : ROOMS.subList(i + 1, ROOMS.size())) {
                below.add("dev.mooring." + room + "..");
            }
            noClasses()
                    .that()
                    .resideInAPackage("dev.mooring." + ROOMS.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(below.toArray(String[]::new))
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule lambdaAndBrokerDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("dev.mooring.lambda..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mooring.broker..");

    @ArchTest
    static final ArchRule nettyStaysInTheGateway = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mooring.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule sqlDatabasesStayInTheStore = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mooring.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.jdbi..", "org.flywaydb..", "com.zaxxer..");

    @ArchTest
    static final ArchRule modelsOfOtherServicesStayInActionsSqlFunctionsAndStandIns = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.mooring.rules.action..", "dev.mooring.rules.service..", "dev.mooring.standins..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "software.amazon.awssdk.services.sqs..",
                    "software.amazon.awssdk.services.sns..",
                    "software.amazon.awssdk.services.dynamodb..",
                    "software.amazon.awssdk.services.s3..",
                    "software.amazon.awssdk.services.kinesis..",
                    "software.amazon.awssdk.services.firehose..",
                    "software.amazon.awssdk.services.cloudwatch..",
                    "software.amazon.awssdk.services.cloudwatchlogs..",
                    "software.amazon.awssdk.services.sfn..",
                    "software.amazon.awssdk.services.iotanalytics..",
                    "software.amazon.awssdk.services.ioteventsdata..",
                    "software.amazon.awssdk.services.secretsmanager..",
                    "org.apache.kafka..");

    @ArchTest
    static final ArchRule corePureOfInputOutputAndThreads = noClasses()
            .that()
            .resideInAPackage("dev.mooring.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net.http..", "org.slf4j..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule nobodyReadsTheClockButTheWiring = noClasses()
            .that()
            .resideInAnyPackage("dev.mooring.core..", "dev.mooring.broker..", "dev.mooring.rules..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final SliceRule noCyclesBetweenThePackagesOfCore = SlicesRuleDefinition.slices()
            .matching("dev.mooring.core.(*)..")
            .should()
            .beFreeOfCycles();
}
