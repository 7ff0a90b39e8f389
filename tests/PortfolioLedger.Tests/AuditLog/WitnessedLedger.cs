using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Tests.Http.Commands;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>What tests with witnesses ask of a ledger.</summary>
internal static class WitnessedLedger
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A new portfolio.</summary>
    public static async Task<TestPortfolio> OpenAsync(this LedgerHost host, string? key = null)
    {
        var portfolio = new TestPortfolio(host, key ?? $"p-{Guid.NewGuid():n}");
        var opened = await portfolio.Approver.Post("portfolios", $$"""
            {"key":"{{portfolio.Key}}","name":"Capital plan","currency":"USD"}
            """);
        Assert.Equal(201, opened.Status);
        return portfolio;
    }

    /// <summary>Records another event.</summary>
    public static Task<Reply> RecordAsync(this TestPortfolio portfolio) => portfolio.Do(
        "departments", $$"""{"key":"d-{{Guid.NewGuid():n}}","name":"A department"}""");

    /// <summary>Waits for something.</summary>
    public static Task UntilAsync(Func<Task<bool>> isSo) => Wait.UntilAsync(isSo, Patience);

    /// <summary>The checkpoint that an address gives.</summary>
    public static async Task<SignedNote> CheckpointAsync(
        this TestPortfolio portfolio, string query = "")
    {
        var reply = await portfolio.Approver.Get(portfolio.PathOf("log/checkpoint" + query));
        Assert.Equal(200, reply.Status);
        return SignedNote.Parse(Encoding.UTF8.GetBytes(reply.Text));
    }

    /// <summary>
    /// Waits until so many witnesses have cosigned all that is recorded; the checkpoint.
    /// </summary>
    public static async Task<SignedNote> CosignedAsync(this TestPortfolio portfolio, int count = 1)
    {
        var last = await portfolio.PositionAsync();
        SignedNote? note = null;
        await UntilAsync(async () =>
        {
            var reply = await portfolio.Approver.Get(
                portfolio.PathOf($"log/checkpoint?cosigned={count}"));
            if (reply.Status != 200)
                return false;
            note = SignedNote.Parse(Encoding.UTF8.GetBytes(reply.Text));
            return Checkpoint.Parse(note.Text).Size >= last;
        });
        return note!;
    }

    /// <summary>What the log says of one of its witnesses.</summary>
    public static async Task<JsonNode> WitnessAsync(this TestPortfolio portfolio, int number = 0) =>
        (await portfolio.Approver.Get(portfolio.PathOf("log"))).Json["witnesses"]![number]!;

    /// <summary>Waits until there is trouble with a witness.</summary>
    public static async Task<JsonNode> TroubleAsync(this TestPortfolio portfolio, int number = 0)
    {
        JsonNode? trouble = null;
        await UntilAsync(async () =>
        {
            var log = await portfolio.Approver.Get(portfolio.PathOf("log"));
            return log.Status == 200
                && (trouble = log.Json["witnesses"]![number]!["trouble"]) is not null;
        });
        return trouble!;
    }

    /// <summary>How the check of the audit log ends, and with which words.</summary>
    public static async Task<(string Status, string Detail)> HealthAsync(this LedgerHost host)
    {
        var check = (await host.Anonymous.Get("/health/ready")).Json["checks"]!["audit-log"]!;
        return ((string)check["status"]!, (string)check["detail"]!);
    }

    /// <summary>The sum over a metric with a label.</summary>
    public static async Task<double> MetricAsync(
        this LedgerHost host, string name, string label = "") =>
        MetricIn((await host.Anonymous.Get("/metrics")).Text, name, label);

    /// <summary>The sum over a metric with a label in an answer of <c>/metrics</c>.</summary>
    public static double MetricIn(string metrics, string name, string label = "") =>
        metrics.Split('\n')
            .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal)
                && line.Contains(label, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ',
                StringSplitOptions.RemoveEmptyEntries)[0],
                System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>How many cosignatures are kept.</summary>
    public static Task<long> KeptAsync(this TestPortfolio portfolio) =>
        portfolio.Host.ScalarAsync<long>(
            "select count(*) from log.cosignature where portfolio = $1", portfolio.Key);

    /// <summary>The key of a ledger's log.</summary>
    public static async Task<VerifierKey> LogKeyAsync(this TestPortfolio portfolio) =>
        VerifierKey.Parse((await portfolio.Approver.Get(portfolio.PathOf("log/key")))
            .Text.Split('\n')[0]);
}
