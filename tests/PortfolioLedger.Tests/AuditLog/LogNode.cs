using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PortfolioLedger.AuditLog;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>
/// The journal and the audit log of one node, without its background work: it signs when it is told
/// to.
/// </summary>
internal sealed class LogNode : IAsyncDisposable
{
    private LogNode(JournalNode node, string directory, string? keyFile, TimeProvider clock)
    {
        Node = node;
        var settings = new AuditLogSettings(
            directory, keyFile, "ledger.example.com", TimeSpan.Zero);
        Keys = new(node.Source, settings);
        Signer = new(node.Source, Keys, clock, NullLogger<CheckpointSigner>.Instance);
        Answers = new(node.Source, Keys, Signer, settings);
    }

    public JournalNode Node { get; }

    public LogKeys Keys { get; }

    public CheckpointSigner Signer { get; }

    public LogAnswers Answers { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A node on a database, with what it keeps outside in a directory.</summary>
    public static async Task<LogNode> StartAsync(
        TestDatabase database, string directory, string? keyFile = null,
        TimeProvider? clock = null) =>
        new(await JournalNode.StartAsync(database.ConnectionString), directory, keyFile,
            clock ?? TimeProvider.System);

    /// <summary>Records departments behind one position, up to another.</summary>
    public async Task FillAsync(Key portfolio, int after, int upTo)
    {
        if (upTo > after)
            await Node.Record(portfolio, [.. Enumerable.Range(after, upTo - after)
                .Select(i => Orders.Department($"d{i}"))]);
    }

    /// <summary>
    /// Signs what is new; the checkpoint, or null when there was nothing to sign.
    /// </summary>
    public async Task<(Signing Outcome, SignedCheckpoint? Signed)> SignAsync(Key portfolio)
    {
        SignedCheckpoint? signed = null;
        var outcome = await Signer.SignAsync(portfolio, made =>
        {
            signed = made;
            return Task.CompletedTask;
        }, Cancel);
        return (outcome, signed);
    }

    /// <summary>Signs what must be signed.</summary>
    public async Task<SignedCheckpoint> SignedAsync(Key portfolio)
    {
        var (outcome, signed) = await SignAsync(portfolio);
        Assert.Equal(Signing.UpToDate, outcome);
        return signed ?? throw new InvalidOperationException("there was nothing to sign");
    }

    /// <summary>Verifies a portfolio within a transaction, with what the ledger keeps.</summary>
    public async Task<VerifiedLog> VerifyAsync(
        NpgsqlConnection connection, Key portfolio, HeldEvidence? held = null) =>
        await LogVerification.RunAsync(
            connection, portfolio.Value, held ?? await HeldAsync(), null, Cancel);

    /// <summary>The same on a connection of its own.</summary>
    public async Task<VerifiedLog> VerifyAsync(Key portfolio, HeldEvidence? held = null)
    {
        await using var connection = await Node.Source.OpenConnectionAsync(Cancel);
        return await VerifyAsync(connection, portfolio, held);
    }

    /// <summary>What the ledger itself keeps outside the database.</summary>
    public async Task<HeldEvidence> HeldAsync() => new(
        await Keys.PublicAsync(Cancel),
        [.. CheckpointFiles.All(await Keys.FolderAsync(Cancel))], []);

    public ValueTask DisposeAsync() => Node.DisposeAsync();

    /// <summary>Takes the guards off, as a superuser can.</summary>
    public const string Unguarded = """
        alter table ledger.mt_events disable trigger all;
        alter table ledger.mt_streams disable trigger all;
        alter table log.tile disable trigger all;
        alter table log.checkpoint disable trigger all;
        """;

    /// <summary>
    /// The journal as a backup of its time at a position holds it, guards on as before.
    /// </summary>
    public static string RestoredTo(Key portfolio, long position) => $"""
        {Unguarded}
        delete from ledger.mt_events where stream_id = '{portfolio}' and version > {position};
        update ledger.mt_streams set version = {position} where id = '{portfolio}';
        delete from log.checkpoint where portfolio = '{portfolio}' and size > {position};
        delete from log.tile where portfolio = '{portfolio}'
            and (number + 1) * (256 ^ (level + 1)) > {position};
        """;
}
