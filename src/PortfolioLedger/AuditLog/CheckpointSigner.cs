using System.Collections.Concurrent;
using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.AuditLog;

/// <summary>What came of signing a portfolio's log.</summary>
internal enum Signing
{
    /// <summary>Everything is signed, by this node or before.</summary>
    UpToDate,

    /// <summary>Another node is at it.</summary>
    Elsewhere,

    /// <summary>The portfolio is read-only: its journal does not extend what was signed.</summary>
    Halted,
}

/// <summary>
/// Signs checkpoints, one portfolio at a time and one node a portfolio: the tree is brought up to
/// the journal, everything that was signed before must be in it, and what is new is stored before
/// anybody sees the signature.
/// </summary>
internal sealed class CheckpointSigner(
    NpgsqlDataSource source, LogKeys keys, TimeProvider clock, ILogger<CheckpointSigner> log)
{
    /// <summary>Above this many trees, those of portfolios at rest are let go.</summary>
    private const int MostTrees = 2_000;

    private readonly ConcurrentDictionary<Key, PendingLeaves> _pending = new();
    private readonly ConcurrentDictionary<Key, PortfolioLog> _trees = new();
    private readonly ConcurrentDictionary<Key, LogEdge> _edges = new();

    /// <summary>Leaves that need not be read.</summary>
    public PendingLeaves PendingOf(Key portfolio) =>
        _pending.GetOrAdd(portfolio, static _ => new());

    /// <summary>The edge of a tree as it was signed last here; null when it is not known.</summary>
    public LogEdge? EdgeOf(Key portfolio) => _edges.GetValueOrDefault(portfolio);

    /// <summary>Signs what is new; told of each checkpoint that is made.</summary>
    /// <exception cref="LogKeyException">There is no key to sign with.</exception>
    public async Task<Signing> SignAsync(
        Key portfolio, Func<SignedCheckpoint, Task> made, CancellationToken cancel)
    {
        var signing = await keys.ReadAsync(cancel);
        var stored = default(StoredLog);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            await using var turn = await connection.BeginTransactionAsync(cancel);
            if (!await LogRows.TryLockAsync(connection, $"log:{portfolio}", cancel))
                return Signing.Elsewhere;
            stored = await LogRows.LookAsync(connection, portfolio, cancel);
            if (stored.Version == 0)
                return Signing.UpToDate;
            if (stored.Halted >= stored.Epoch)
                return Signing.Halted;
            if (stored.Last is { } last && last.Epoch == stored.Epoch
                && last.Size == stored.Version && _trees.ContainsKey(portfolio))
                return Signing.UpToDate;
            var tree = await TreeAsync(connection, portfolio, stored, signing, cancel);
            await tree.GrowAsync(connection, PendingOf(portfolio), stored.Version, cancel);
            if (stored.Last is { } newest && newest.Epoch == tree.Epoch
                && newest.Size == tree.Size)
            {
                // A row that nobody signed must not take the place of what is kept.
                if (IsByAny(newest.ToNote(), signing.Select(key => key.Verifier)))
                    await KeepAsync(portfolio, tree, newest, cancel);
                return Signing.UpToDate;
            }
            var signed = Sign(portfolio, tree, signing, stored.Last);
            await LogRows.AddAsync(connection, portfolio, signed, tree.TakeFilled(), cancel);
            await turn.CommitAsync(cancel);
            await PublishAsync(portfolio, tree, signed, made, cancel);
            return Signing.UpToDate;
        }
        catch (LogDivergedException diverged)
        {
            Forget(portfolio);
            await HaltAsync(portfolio, stored!.Epoch, diverged, cancel);
            return Signing.Halted;
        }
        catch
        {
            // The tree is ahead of what is stored: read it again the next time.
            Forget(portfolio);
            throw;
        }
    }

    private async Task<PortfolioLog> TreeAsync(
        NpgsqlConnection connection, Key portfolio, StoredLog stored,
        ImmutableArray<SigningKey> signing, CancellationToken cancel)
    {
        var pending = PendingOf(portfolio);
        if (_trees.TryGetValue(portfolio, out var tree) && tree.Epoch == stored.Epoch
            && stored.Last is { } last && last.Epoch == tree.Epoch && last.Size >= tree.Size)
        {
            // Another node may have signed since.
            await tree.RequireExtendsAsync(connection, pending,
                Checkpoint.Parse(last.ToNote().Text), last.Note, cancel);
            tree.TakeFilled();
            return tree;
        }
        tree = await PortfolioLog.LoadAsync(connection, portfolio, stored, cancel);
        await CompareWithFileAsync(connection, tree, portfolio, stored, signing, cancel);
        if (_trees.Count >= MostTrees)
            _trees.Clear();
        return _trees[portfolio] = tree;
    }

    /// <summary>What is kept outside the database must be in it.</summary>
    private async Task CompareWithFileAsync(
        NpgsqlConnection connection, PortfolioLog tree, Key portfolio, StoredLog stored,
        ImmutableArray<SigningKey> signing, CancellationToken cancel)
    {
        var folder = await keys.FolderAsync(cancel);
        if (CheckpointFiles.Last(folder, portfolio) is not var (kept, note)
            || kept.Origin.Epoch < tree.Epoch)
            return;
        var (origin, checkpoint) = (kept.Origin, kept.Checkpoint);
        // A key that was retired or lost since has signed it all the same.
        if (!IsByAny(note, signing.Select(key => key.Verifier)
                .Concat(await keys.PublicAsync(cancel))))
            throw new LogKeyException(
                $"The last checkpoint of '{portfolio}' kept in {folder} is signed by another key "
                + "than the log's. Put back the folder's own key and checkpoints.");
        if (origin.Epoch > tree.Epoch || checkpoint.Size > stored.Version)
            throw new LogDivergedException(
                $"it ends at position {stored.Version} of epoch {tree.Epoch}, and "
                + $"{checkpoint.Size} events of epoch {origin.Epoch} were signed",
                Math.Min(stored.Version, checkpoint.Size) + 1, note.ToString());
        if (checkpoint.Size > 0)
            await tree.RequireExtendsAsync(
                connection, PendingOf(portfolio), checkpoint, note.ToString(), cancel);
    }

    private SignedCheckpoint Sign(
        Key portfolio, PortfolioLog tree, ImmutableArray<SigningKey> signing,
        SignedCheckpoint? before)
    {
        var origin = new LogOrigin(
            signing[0].Verifier.Name, portfolio.Value, tree.Epoch).ToString();
        var checkpoint = new Checkpoint(origin, tree.Size, tree.Root);
        var named = signing.Select(key => key.Named(origin)).ToArray();
        var note = SignedNote.Sign(checkpoint.Text, named);
        foreach (var key in named)
            key.Dispose();
        var now = clock.GetUtcNow();
        if (before is not null && now < before.SignedAt)
            log.LogWarning(
                "The clock of this machine is at {Now:u}, behind the last checkpoint of "
                + "{Portfolio}, signed at {Before:u}: correct it; recording goes on",
                now, portfolio, before.SignedAt);
        return new(tree.Epoch, tree.Size, checkpoint.Root, note.ToString(),
            before is not null && now < before.SignedAt ? before.SignedAt : now);
    }

    private async Task PublishAsync(
        Key portfolio, PortfolioLog tree, SignedCheckpoint signed,
        Func<SignedCheckpoint, Task> made, CancellationToken cancel)
    {
        await KeepAsync(portfolio, tree, signed, cancel);
        await made(signed);
    }

    /// <summary>
    /// Keeps a checkpoint beside the key, also one of another node, or one that this node signed
    /// before it was stopped.
    /// </summary>
    private async Task KeepAsync(
        Key portfolio, PortfolioLog tree, SignedCheckpoint signed, CancellationToken cancel)
    {
        var edge = _edges[portfolio] = tree.Edge();
        await CheckpointFiles.KeepAsync(
            await keys.FolderAsync(cancel), portfolio, signed.Epoch,
            signed.ToNote(), edge.Rows[0]);
    }

    private async Task HaltAsync(
        Key portfolio, int epoch, LogDivergedException diverged, CancellationToken cancel)
    {
        log.LogError(
            "{Portfolio} is read-only: its journal does not extend what was signed: {Fault}. "
            + "If a backup was restored, acknowledge it: verb 'log acknowledge-restore'",
            portfolio, diverged.Message);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await LogRows.HaltAsync(connection, portfolio, epoch, diverged, cancel);
    }

    private void Forget(Key portfolio)
    {
        _trees.TryRemove(portfolio, out _);
        _edges.TryRemove(portfolio, out _);
        _pending.TryRemove(portfolio, out _);
    }

    private static bool IsByAny(SignedNote note, IEnumerable<VerifierKey> keys)
    {
        var origin = Checkpoint.Parse(note.Text).Origin;
        return keys.Any(key =>
        {
            try
            {
                return note.By(key.Named(origin)) is not null;
            }
            catch (FormatException)
            {
                return false;
            }
        });
    }
}
