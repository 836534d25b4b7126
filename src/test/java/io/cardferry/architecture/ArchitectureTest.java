package io.cardferry.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Date;
import java.util.stream.Stream;

/** The rooms of the house, and which of them may know which. docs/decisions says why. */
@AnalyzeClasses(packages = "io.cardferry", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.cardferry.";

    @ArchTest
    static final ArchRule registrationKnowsNoOtherRoom = room("registration").knowsOnly();

    @ArchTest
    static final ArchRule securityKnowsNoOtherRoom = room("security").knowsOnly();

    @ArchTest
    static final ArchRule mappingKnowsSecurityOnly = room("mapping").knowsOnly("security");

    @ArchTest
    static final ArchRule outboundKnowsSecretsOnly = room("outbound").knowsOnly("security");

    @ArchTest
    static final ArchRule configurationKnowsSecretsOnly = room("configuration").knowsOnly("security");

    @ArchTest
    static final ArchRule deliveryKnowsRegistrationOnly = room("delivery").knowsOnly("registration");

    @ArchTest
    static final ArchRule sourceKnowsNeitherIssuersNorIntake =
            room("source").knowsOnly("registration", "delivery", "outbound", "configuration", "security", "mapping");

    @ArchTest
    static final ArchRule issuerKnowsNeitherSourcesNorIntake = room("issuer")
            .knowsOnly(
                    "registration",
                    "delivery",
                    "outbound",
                    "configuration",
                    "security",
                    "mapping",
                    "coverage",
                    "messaging");

    /** What can't be rendered, and what types a device may have. */
    @ArchTest
    static final ArchRule coverageKnowsNoIssuers = room("coverage").knowsOnly("registration", "mapping", "security");

    @ArchTest
    static final ArchRule messagingKnowsConfigurationOnly = room("messaging").knowsOnly("configuration", "security");

    /** And how to mask what people type. */
    @ArchTest
    static final ArchRule intakeKnowsRegistrationAndMessages =
            room("intake").knowsOnly("registration", "messaging", "security");

    /** What it tells is what the intake would answer. */
    @ArchTest
    static final ArchRule outboxKnowsWhatItTells =
            room("outbox").knowsOnly("registration", "intake", "messaging", "security");

    /** What broker it is stays one room's secret: the others speak JMS. The mocks have one of their own. */
    @ArchTest
    static final ArchRule onlyMessagingKnowsTheBroker = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "messaging..", ROOT + "mocks..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.activemq..", "org.messaginghub..");

    /** Both cut and guess: what goes in and comes out is checked in one place. */
    @ArchTest
    static final ArchRule onlyLayoutsKnowTheLibrariesOfBytes = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "issuer.layout..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.solab..", "org.beanio..");

    @ArchTest
    static final ArchRule operationsLooksAtTheWorkAndIsSeenByNoneOfIt =
            room("operations").knowsOnly("registration", "issuer", "source", "intake");

    /** They stand for other people's systems: what they shared with the hub would prove nothing. */
    @ArchTest
    static final ArchRule mocksKnowTheDoorOnly = room("mocks").knowsOnly("intake.door");

    @ArchTest
    static final ArchRule commandsKnowTheHubAsAWhole =
            room("commands").knowsOnly("app", "configuration", "coverage", "messaging", "mocks", "security");

    @ArchTest
    static final ArchRule appWiresTheHubAndNothingAroundIt = noClasses()
            .that()
            .resideInAPackage(ROOT + "app..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT + "commands..", ROOT + "mocks.."));

    @ArchTest
    static final ArchRule theIntakeWorksWithoutItsDoor = noClasses()
            .that()
            .resideInAPackage(ROOT + "intake")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "intake.door..");

    @ArchTest
    static final ArchRule theDomainDoesNotKnowItsLedger = noClasses()
            .that()
            .resideInAPackage(ROOT + "registration")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "registration.ledger..");

    @ArchTest
    static final ArchRule noRoomLeadsBackToItself =
            slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule camelStaysAtTheEdges = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Processor")
            .and()
            .haveSimpleNameNotEndingWith("Converter")
            .and()
            .resideOutsideOfPackages(ROOT + "app..", ROOT + "mocks..")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "intake.door.RouteServlet")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule theLedgerIsTheOnlyDoorToTheDatabase = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "registration.ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "org.springframework..",
                    "org.hsqldb..",
                    "org.postgresql..",
                    "com.zaxxer..",
                    "org.flywaydb..");

    @ArchTest
    static final ArchRule oneWayToLog = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    /** Commands print to the writer that they are given, and so can be tested. */
    @ArchTest
    static final ArchRule nobodyPrintsToTheStandardStreams = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    /** A wait is a condition with a deadline, and a retry a row of the ledger. */
    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule aNameSaysWhatAThingIs =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Data|Info)(\\$.*)?");

    @ArchTest
    static final ArchRule timeIsAnInstant =
            fields().should().notHaveRawType(Date.class).allowEmptyShould(false);

    @ArchTest
    static final ArchRule timeIsHandedOnAsAnInstant =
            methods().should().notHaveRawReturnType(Date.class).andShould(new TakesNo(Date.class));

    @ArchTest
    static final ArchRule everyRoomIsListedHere = classes()
            .should()
            .resideInAnyPackage(Stream.of(
                            "app",
                            "commands",
                            "configuration",
                            "coverage",
                            "delivery",
                            "intake",
                            "issuer",
                            "mapping",
                            "messaging",
                            "mocks",
                            "operations",
                            "outbound",
                            "outbox",
                            "registration",
                            "security",
                            "source")
                    .map(room -> ROOT + room + "..")
                    .toArray(String[]::new));

    private static Room room(String name) {
        return new Room(name);
    }

    private record Room(String name) {
        ArchRule knowsOnly(String... rooms) {
            String[] allowed = Stream.concat(Stream.of(name), Arrays.stream(rooms))
                    .map(room -> ROOT + room + "..")
                    .toArray(String[]::new);
            DescribedPredicate<JavaClass> others = resideInAPackage(ROOT + ".")
                    .and(DescribedPredicate.not(resideInAnyPackage(allowed)))
                    .as("reside in a room other than " + String.join(", ", allowed));
            return noClasses()
                    .that()
                    .resideInAPackage(ROOT + name + "..")
                    .should()
                    .dependOnClassesThat(others);
        }
    }
}
