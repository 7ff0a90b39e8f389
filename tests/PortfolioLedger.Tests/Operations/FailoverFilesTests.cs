using System.Diagnostics;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace PortfolioLedger.Tests.Operations;

/// <summary>What is shipped for a replicated database fits what the ledger is.</summary>
public class FailoverFilesTests
{
    private static readonly string Operations =
        File.ReadAllText(RepositoryFolder.PathOf("docs", "operations.md"));

    [Fact]
    public void The_standby_waits_for_the_primary_and_the_ledger_follows_whichever_it_is()
    {
        var services = Documents("ops/failover/compose.yml").Single()["services"];
        Assert.Equal("service_healthy",
            $"{services["standby"]["depends_on"]["postgres"]["condition"]}");
        Assert.Contains("-csynchronous_commit=remote_apply",
            ((YamlSequenceNode)services["postgres"]["command"]).Select(c => $"{c}"));
        foreach (var name in (string[])
            ["ConnectionStrings__Ledger", "ConnectionStrings__LedgerMigrator"])
            Assert.StartsWith("Host=${LEDGER_DB_HOST:-postgres};",
                $"{services["ledger"]["environment"][name]}", StringComparison.Ordinal);
        foreach (var service in (string[])["postgres", "standby"])
            foreach (var mount in (YamlSequenceNode)services[service]["volumes"])
                if ($"{mount}".Split(':')[0] is ['.', '/', .. var file])
                    Assert.True(File.Exists(RepositoryFolder.PathOf(file)), file);
    }

    [Fact]
    public void Nodes_are_told_only_what_the_documentation_has_and_asked_what_they_answer()
    {
        var deployment = Documents("ops/kubernetes/ledger.yaml")
            .Single(d => $"{d["kind"]}" == "Deployment");
        var container = deployment["spec"]["template"]["spec"]["containers"][0];
        foreach (var setting in (YamlSequenceNode)container["env"])
            if ($"{setting["name"]}".Contains("__", StringComparison.Ordinal))
                Assert.Contains($"`{setting["name"]}", Operations, StringComparison.Ordinal);
        foreach (var probe in (string[])["readinessProbe", "livenessProbe", "startupProbe"])
            Assert.Contains($"`{container[probe]["httpGet"]["path"]}`", Operations,
                StringComparison.Ordinal);
        // The node drains for longer than it takes to be seen as not ready.
        var drain = ((YamlSequenceNode)container["env"])
            .Single(e => $"{e["name"]}" == "Ledger__DrainSeconds")["value"];
        Assert.True(Number(drain) > 2 * Number(container["readinessProbe"]["periodSeconds"]));
    }

    [Fact]
    public void A_commit_waits_for_a_standby_on_the_platform_too()
    {
        var cluster = Documents("ops/kubernetes/ledger.yaml")
            .Single(d => $"{d["kind"]}" == "Cluster")["spec"]["postgresql"];
        Assert.Equal("remote_apply", $"{cluster["parameters"]["synchronous_commit"]}");
        Assert.Equal("required", $"{cluster["synchronous"]["dataDurability"]}");
    }

    [Theory]
    [InlineData("ops/failover/replication.sh")]
    [InlineData("ops/failover/standby.sh")]
    public async Task A_script_can_be_read_by_the_shell(string script)
    {
        using var bash = Process.Start("bash", ["-n", RepositoryFolder.PathOf(script)]);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, bash.ExitCode);
    }

    private static int Number(YamlNode value) =>
        int.Parse($"{value}", CultureInfo.InvariantCulture);

    private static IEnumerable<YamlNode> Documents(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(RepositoryFolder.PathOf(file))));
        return yaml.Documents.Select(d => d.RootNode);
    }
}
