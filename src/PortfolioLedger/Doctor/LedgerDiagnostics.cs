using System.Collections.Immutable;
using Marten;
using Npgsql;
using PortfolioLedger.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Messaging;
using PortfolioLedger.Subscriptions;

namespace PortfolioLedger.Doctor;

/// <summary>Examines the ledger and what it stands on; changes nothing.</summary>
internal sealed class LedgerDiagnostics(
    IDocumentStore store, NpgsqlDataSource source, JournalReader reader, BookSnapshots snapshots,
    MailSettings mail, LogKeys keys)
{
    /// <summary>Everything there is to check; a check that cannot run is one that failed.</summary>
    public async Task<DoctorReport> ExamineAsync(
        Action<string, long, long> progress, CancellationToken cancel)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        try
        {
            await ExamineAsync(findings, progress, cancel);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException
            || DatabaseFault.IsTransient(fault))
        {
            findings.Add(new("connection", null, CheckStatus.Failed, fault.Message));
        }
        if (mail.Server is { } server)
            findings.Add(await MailAsync(server, cancel));
        return new(findings.ToImmutable());
    }

    /// <summary>Whether the mail server takes who logs in; nothing is sent.</summary>
    private async Task<Finding> MailAsync(MailServer server, CancellationToken cancel)
    {
        var tried = await new MailSender(mail).TryAsync(cancel);
        return new("mail", null, tried.Error is null ? CheckStatus.Ok : CheckStatus.Failed,
            $"{server.Host}:{server.Port} as {server.Credentials?.UserName ?? "nobody"}, from "
                + $"{mail.From.Address}"
            + (tried.Error is { } error ? $": {error}" : ""));
    }

    private async Task ExamineAsync(
        ImmutableArray<Finding>.Builder findings, Action<string, long, long> progress,
        CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        findings.Add(ServerChecks.Versions(connection));
        findings.Add(await ServerChecks.ConnectionAsync(connection, cancel));
        findings.Add(await ServerChecks.DurabilityAsync(connection, cancel));
        if (!await ServerChecks.HasSchemaAsync(connection, cancel))
        {
            findings.Add(new("schema", null, CheckStatus.Failed,
                "there is none yet: start the ledger once"));
            return;
        }
        findings.Add(await ServerChecks.SchemaAsync(connection, store, cancel));
        findings.AddRange(await LogChecks.RunAsync(connection, keys, cancel));
        foreach (var stream in await StreamChecks.ReadAsync(connection, cancel))
        {
            findings.AddRange(stream.Findings());
            if (Key.TryParse(stream.Id, out var portfolio))
                findings.AddRange(await new FoldCheck(
                    source, reader, snapshots, portfolio, stream.Last)
                    .RunAsync(at => progress(stream.Id, at, stream.Last), cancel));
        }
    }
}
