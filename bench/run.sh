#!/bin/sh
# Measures one thing: bench/run.sh routing or transform (JMH); search, ledger or isolation; search and ledger with
# postgresql behind it on a PostgreSQL that it starts; jms [CONSUMERS], the intake by messages beside the one over HTTP.
# HSQLDB's filled ledger is kept under target/bench. bench/run.sh compile measures nothing.
set -eu
cd "$(dirname "$0")/.."
case "${1:-}" in
routing) program=RoutingBenchmark ;;
transform) program=TransformBenchmark ;;
search) program=SearchBenchmark ;;
ledger) program=LedgerBenchmark ;;
isolation) program=IsolationBenchmark ;;
jms) program=IntakeBenchmark ;;
compile) program= ;;
*) program=none ;;
esac
case "${1:-}" in
jms) database=hsqldb ;;
*) database="${2:-hsqldb}" && set -- target/bench/ledger ;;
esac
case "$program $database" in
\ hsqldb | *Benchmark\ hsqldb | SearchBenchmark\ postgresql | LedgerBenchmark\ postgresql) ;;
*)
    echo "usage: bench/run.sh routing|transform|compile, search|ledger [postgresql], isolation|jms [CONSUMERS]" >&2
    exit 2
    ;;
esac
# The product as it is, and what measures it.
mvn -q -f bench/reactor/pom.xml test-compile
[ -n "$program" ] || exit 0
# The tests' libraries too: they start the PostgreSQL, and JMH is among them.
mvn -q dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
# Without nodelay, the JDK's HTTP server holds small answers back for 40 ms.
exec java -Xmx512m "-Dcardferry.test.database=$database" -Dsun.net.httpserver.nodelay=true \
    -cp "target/classes:target/test-classes:bench/target/classes:$(cat target/bench.classpath)" \
    "io.cardferry.bench.$program" "$@"
