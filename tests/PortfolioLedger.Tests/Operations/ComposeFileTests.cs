using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace PortfolioLedger.Tests.Operations;

public partial class ComposeFileTests
{
    private static readonly string Root = RepositoryRoot();
    private static readonly string Text =
        File.ReadAllText(Path.Combine(Root, "docker-compose.yml"));

    [Fact]
    public void The_database_is_PostgreSQL_18_and_keeps_its_data_in_a_volume()
    {
        var postgres = Service("postgres");
        Assert.Equal("postgres:18", $"{postgres["image"]}");
        // Since version 18 the image wants the volume one level above the data directory.
        var mounts = ((YamlSequenceNode)postgres["volumes"]).Select(mount => $"{mount}").ToArray();
        Assert.Equal("ledger-data:/var/lib/postgresql", mounts[0]);
        // The image runs what lies there once, in the ledger's database.
        Assert.Equal(
            "./ops/postgresql/roles.sql:/docker-entrypoint-initdb.d/roles.sql:ro",
            Assert.Single(mounts.Skip(1)));
        Assert.True(File.Exists(Path.Combine(Root, "ops/postgresql/roles.sql")));
    }

    [Fact]
    public void The_app_works_and_makes_its_tables_with_accounts_of_the_roles()
    {
        var ledger = Service("ledger")["environment"];
        Assert.Contains("Username=ledger_app;Password=${LEDGER_APP_PASSWORD",
            $"{ledger["ConnectionStrings__Ledger"]}", StringComparison.Ordinal);
        Assert.Contains("Username=ledger_migrator;Password=${LEDGER_MIGRATOR_PASSWORD",
            $"{ledger["ConnectionStrings__LedgerMigrator"]}", StringComparison.Ordinal);
        foreach (var name in (string[])["LEDGER_APP_PASSWORD", "LEDGER_MIGRATOR_PASSWORD"])
            Assert.StartsWith($"${{{name}:?", $"{Service("postgres")["environment"][name]}",
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("ledger")]
    public void Every_container_has_a_health_check(string service) =>
        Assert.NotEmpty((YamlSequenceNode)Service(service)["healthcheck"]["test"]);

    [Fact]
    public void The_app_waits_for_a_healthy_database_and_is_built_by_the_container_file()
    {
        var ledger = Service("ledger");
        Assert.Equal("service_healthy", $"{ledger["depends_on"]["postgres"]["condition"]}");
        Assert.True(File.Exists(Path.Combine(Root, $"{ledger["build"]["dockerfile"]}")));
        Assert.StartsWith(
            "Host=postgres;", $"{ledger["environment"]["ConnectionStrings__Ledger"]}",
            StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_app_is_reachable_and_only_from_this_machine()
    {
        var port = Assert.Single((YamlSequenceNode)Service("ledger")["ports"]);
        Assert.StartsWith("127.0.0.1:", $"{port}", StringComparison.Ordinal);
        Assert.False(Service("postgres").Children.ContainsKey("ports"));
    }

    [Fact]
    public void Every_variable_is_explained_and_no_secret_has_a_default()
    {
        foreach (Match used in Variable().Matches(Text))
        {
            var name = used.Groups["name"].Value;
            Assert.Contains($"#   {name}=", Text, StringComparison.Ordinal);
            var optional = used.Groups["default"].Value.StartsWith(":-", StringComparison.Ordinal);
            Assert.Equal(name is "LEDGER_PORT" or "LEDGER_DEMO", optional);
        }
    }

    private static YamlMappingNode Service(string name)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text));
        return (YamlMappingNode)yaml.Documents[0].RootNode["services"][name];
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "docker-compose.yml")))
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("No docker-compose.yml above the tests.");
        return folder;
    }

    [GeneratedRegex(@"\$\{(?<name>\w+)(?<default>:[-?])")]
    private static partial Regex Variable();
}
