using System.Globalization;
using System.Text.Json.Nodes;
using PortfolioLedger.Verify.Checking;
using PortfolioLedger.Verify.Sources;

namespace PortfolioLedger.Verify.Commands;

/// <summary>Who must have signed a log.</summary>
/// <param name="Key">The log's key, or its ledger's; null to use the one that comes along.</param>
/// <param name="Witnesses">Keys of witnesses.</param>
/// <param name="Quorum">How many of them must have cosigned; all if absent.</param>
internal sealed record Trust(string? Key, string[] Witnesses, int? Quorum);

/// <summary>Verifies a log: what all verbs do first.</summary>
internal sealed class Verification(Input input, Trust trust, Held held, Output output)
{
    /// <summary>Those that may have signed the log: now, or before a rotation.</summary>
    private ImmutableArray<VerifierKey> _keys = [];

    /// <summary>Verifies, and hands all events to whoever folds them.</summary>
    /// <returns>The source, still open.</returns>
    public async Task<LogSource> RunAsync(
        Func<LogSource, IEventSink?> sink, CancellationToken cancel)
    {
        var source = await input.OpenAsync(cancel);
        try
        {
            CheckSignature(source);
            CheckWitnesses(source);
            CheckTimeStamp(source);
            var check = new LogCheck(source, sink(source), count => output.Progress(
                string.Create(CultureInfo.InvariantCulture, $"{count:N0} events")));
            Want(check);
            await check.RunAsync(cancel);
            output.EndProgress();
            SayEvents(source, check);
            CheckOlder(source, check);
            CheckReceipts(source, check);
            CheckProofs(source, check);
            return source;
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    private void CheckSignature(LogSource source)
    {
        var said = source.Checkpoint;
        var given = trust.Key is null ? [] : Keys.AllPublic(trust.Key, "--key");
        var some = given.IsEmpty ? source.OwnKeys : given;
        if (some.IsEmpty)
            throw Failure.Usage("Nothing here says which key signed the checkpoint: give --key.");
        _keys = Keys.AllOf(some, said.Origin);
        var key = Signer(source.Note);
        // After a rotation the former key signs beside the one that comes along.
        if (!given.IsEmpty && !source.OwnKeys.IsEmpty && !source.OwnKeys.Contains(key)
            && !source.Note.Signatures.Any(s => s.IsBy(key)))
            throw new Violation("the log was signed with another key than the one given", null,
                $"{key}", $"{source.OwnKeys[0]}");
        Verified(source.Note, key);
        output.Say(
            $"checkpoint   {said.Origin}, {Number(said.Size)} entries, "
            + (given.IsEmpty ? $"signed with the key that came with it: {key}"
                : "signed with the key given"),
            ("origin", said.Origin), ("size", said.Size), ("root", $"{said.Root}"),
            ("keyGiven", !given.IsEmpty), ("key", $"{key}"));
        if (given.IsEmpty)
            output.Say("             This proves less: whoever can write all of it can sign it "
                + "with a key of their own. Give --key.");
    }

    /// <summary>The key that is said to have signed a note, of those that may have.</summary>
    private VerifierKey Signer(SignedNote note) =>
        _keys.FirstOrDefault(key => note.Signatures.Any(s => s.IsBy(key))) ?? _keys[0];

    private void CheckWitnesses(LogSource source)
    {
        if (trust.Witnesses.Length == 0)
            return;
        var witnesses = trust.Witnesses.Select(w => Keys.Public(w, "--witness"))
            .Distinct().ToArray();
        var needed = trust.Quorum ?? witnesses.Length;
        if (needed < 1 || needed > witnesses.Length)
            throw Failure.Usage(
                $"--quorum must lie between 1 and {witnesses.Length}, the witnesses given.");
        var said = new JsonArray();
        var missing = new List<string>();
        foreach (var key in witnesses)
        {
            if (key.Kind != SignatureKind.Cosignature)
                throw Failure.Usage($"'{key.Name}' is the key of a log, not of a witness.");
            if (CosignatureOf(source.Note, key) is not { } cosignature)
            {
                missing.Add(key.Name);
                continue;
            }
            output.Say($"witness      {key.Name} has seen it at {Second(cosignature.At)}");
            said.Add(new JsonObject
            {
                ["witness"] = key.Name, ["at"] = Second(cosignature.At),
            });
        }
        if (said.Count < needed)
            throw new Violation($"the checkpoint lacks cosignatures: {said.Count} of {needed} "
                + $"needed are there, none of {string.Join(", ", missing)}");
        output.Say("", ("witnesses", said));
    }

    private void CheckTimeStamp(LogSource source)
    {
        if (source.TimeStamp is not { } token)
            return;
        var (at, by) = TimeStamps.Check(source.Note, token);
        output.Say($"time-stamp   the checkpoint existed at {Second(at)}, says {by}; whether that "
            + "authority is one to trust is for openssl ts -verify",
            ("timeStamp", Second(at)), ("timeStampBy", by));
    }

    private void Want(LogCheck check)
    {
        foreach (var (file, position, hash) in held.Lines())
            if (check.Wanted.TryGetValue(position, out var other) && other != hash)
                throw new Violation($"two receipts name different events ('{file}')", position);
            else
                check.Wanted[position] = hash;
        foreach (var (_, note) in held.Notes())
            check.Roots[Checkpoint.Parse(note.Text).Size] = null;
        foreach (var (_, proof) in held.LogProofs())
            check.Roots[Verified(proof.Note, Signer(proof.Note)).Size] = null;
    }

    private void SayEvents(LogSource source, LogCheck check)
    {
        var what = source.Decision is { } decision
            ? $"{Number(check.Count)} of the decision '{decision}'"
            : $"{Number(source.From)} to {Number(source.To)}";
        output.Say($"events       {what}: each is the one that the root covers",
            ("from", source.From), ("to", source.To), ("events", check.Count),
            ("decision", source.Decision));
        foreach (var (epoch, position) in check.Epochs)
            output.Say($"epoch        {epoch} began at position {Number(position)}, when a restore "
                + "was acknowledged: what was signed before and is not here was lost",
                ($"epoch{epoch}", position));
    }

    /// <summary>What was shown before must still be there: a rewritten history has another root.
    /// </summary>
    private void CheckOlder(LogSource source, LogCheck check)
    {
        foreach (var (file, note) in held.Notes())
        {
            var older = Verified(note, Signer(note), file);
            CheckExtends(source, check, older, file);
            output.Say(
                $"older        extends the checkpoint of {Number(older.Size)} entries in {file}");
        }
    }

    private static void CheckExtends(
        LogSource source, LogCheck check, Checkpoint older, string file)
    {
        var now = source.Checkpoint;
        if (older.Size > now.Size)
            throw new Violation(
                $"the log was cut, or what was given is older than '{file}'", now.Size + 1,
                $"{older.Size} entries", $"{now.Size}");
        var root = older.Size == 0 ? MerkleHash.OfNothing : check.RootAt(older.Size)
            ?? throw Failure.Of($"What was given does not reach from '{file}' to the checkpoint; "
                + "take a bundle of all events, or the address of the log.");
        if (root != older.Root)
            throw new Violation(
                $"the first {older.Size} entries are others than when '{file}' was signed: history "
                + "was rewritten", null, $"{older.Root}", $"{root}");
    }

    private void CheckReceipts(LogSource source, LogCheck check)
    {
        foreach (var (file, position, hash) in held.Lines())
        {
            if (position > source.Checkpoint.Size)
                throw new Violation($"the event of '{file}' is missing: the log ends before it",
                    position, $"{hash}", "none");
            var found = check.Tiles.LeafAt(position - 1);
            if (source.HasTiles && found is null)
                throw Failure.Of($"Position {position} of '{file}' is not in what was given.");
            if (found is not null && found != hash)
                throw new Violation($"the event is not the one of the receipt '{file}'",
                    position, $"{hash}", $"{found}");
            output.Say($"receipt      position {Number(position)} of {file} is in the log");
        }
    }

    private void CheckProofs(LogSource source, LogCheck check)
    {
        foreach (var (file, proof) in held.LogProofs())
        {
            var key = Signer(proof.Note);
            var checkpoint = Verified(proof.Note, key, file);
            CheckExtends(source, check, checkpoint, file);
            var position = proof.Index + 1;
            if (check.Tiles.LeafAt(proof.Index) is not { } leaf)
                throw Failure.Of($"Position {position} of '{file}' is not in what was given.");
            try
            {
                proof.Verified(leaf, key);
            }
            catch (FormatException e)
            {
                throw new Violation($"'{file}' proves another event: {e.Message}", position);
            }
            output.Say($"proof        position {Number(position)} of {file} is in the log");
        }
    }

    private static Checkpoint Verified(SignedNote note, VerifierKey key, string? file = null)
    {
        try
        {
            return Checkpoint.Verified(note, key);
        }
        catch (FormatException e)
        {
            throw new Violation(file is null ? e.Message : $"'{file}': {e.Message}");
        }
    }

    private static Cosignature? CosignatureOf(SignedNote note, VerifierKey witness)
    {
        try
        {
            return Cosignature.Of(note, witness);
        }
        catch (FormatException e)
        {
            throw new Violation(e.Message);
        }
    }

    private static string Second(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    internal static string Number(long number) =>
        number.ToString("N0", CultureInfo.InvariantCulture);
}
