using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Doctor;

/// <summary>Whether audit streams are whole: each record follows from the one before.</summary>
internal static class AuditCheck
{
    private const string Name = "audit";

    /// <summary>What is found of each portfolio that has a stream.</summary>
    public static async Task<ImmutableArray<Finding>> RunAsync(
        NpgsqlDataSource source, CancellationToken cancel)
    {
        var table = new AuditTable(source);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var portfolio in await table.PortfoliosAsync(cancel))
            findings.Add(Key.TryParse(portfolio, out var key)
                ? await CheckAsync(table, key, cancel)
                : new(Name, portfolio, CheckStatus.Violated, "is no key of a portfolio"));
        return findings.ToImmutable();
    }

    private static async Task<Finding> CheckAsync(
        AuditTable table, Key portfolio, CancellationToken cancel)
    {
        AuditRecord? last = null;
        try
        {
            await foreach (var record in table.ReadAsync(portfolio, cancel))
                if (record.Follows(last))
                    last = record;
                else
                    return Violated($"number {record.Number} was altered, or does not follow "
                        + (last is null ? "at the beginning" : $"number {last.Number}"));
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return Violated($"behind number {last?.Number ?? 0}: {unreadable.Message}");
        }
        return new(Name, portfolio.Value, CheckStatus.Ok,
            $"1 to {last!.Number}, chained to {last.Hash[..16]}…");

        Finding Violated(string detail) =>
            new(Name, portfolio.Value, CheckStatus.Violated, detail);
    }
}
