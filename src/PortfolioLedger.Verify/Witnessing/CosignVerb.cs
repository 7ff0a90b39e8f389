using System.CommandLine;
using PortfolioLedger.Verify.Commands;
using PortfolioLedger.Verify.Sources;

namespace PortfolioLedger.Verify.Witnessing;

/// <summary>Cosigns the checkpoint of a log once, without a server.</summary>
internal static class CosignVerb
{
    public static Command Command()
    {
        var input = new Argument<string>("input")
        {
            Description = "The address of a log, an evidence bundle, or a file with a checkpoint.",
        };
        var key = new Option<string>("--key")
        {
            Description = "The verifier key of the log or its ledger, or a file that holds it.",
            Required = true,
        };
        var file = new Option<string>("--witness-key")
        {
            Description = "The file of the witness's secret key (keygen).", Required = true,
        };
        var folder = new Option<string>("--state")
        {
            Description = "A folder for the last checkpoint of each log.", Required = true,
        };
        return CommandLine.Verb("cosign",
            "Demands that a log extends the last checkpoint seen of it, and prints its checkpoint "
            + "with a cosignature.",
            (parsed, output, cancel) => RunAsync(
                CommandLine.InputOf(parsed, parsed.GetValue(input)!), parsed.GetValue(key)!,
                parsed.GetValue(file)!, parsed.GetValue(folder)!, output, cancel),
            [input, key, file, folder, .. CommandLine.InputOptions]);
    }

    private static async Task RunAsync(Input input, string log, string file, string folder,
        Output output, CancellationToken cancel)
    {
        using var key = Keys.Secret(file, SignatureKind.Cosignature);
        var given = Keys.AllPublic(log, "--key");
        using var state = WitnessState.Open(folder);
        await using var source = await OpenAsync(input, cancel);
        var (note, checkpoint) = source.Read;
        var trusted = Keys.AllOf(given, checkpoint.Origin);
        var witness = new Witness(key, state, trusted, TimeProvider.System);
        var last = witness.Last(WitnessState.HashOf(checkpoint.Origin)) is { } kept
            ? Checkpoint.Parse(kept.Text) : null;
        if (last?.Size > checkpoint.Size)
            throw new Violation("the log is shorter than it was", null, $"{last.Size} entries",
                $"{checkpoint.Size}");
        var proof = last is null || last.Size == 0 || last.Size == checkpoint.Size ? []
            : await source.ProveAsync(last.Size, cancel);
        var answer = witness.Add(new WitnessRequest(last?.Size ?? 0, proof, note).ToUtf8());
        if (answer.Status == 409)
            throw new Violation("another root of the same size was seen: two histories were signed",
                null, $"{last?.Root}", $"{checkpoint.Root}");
        if (answer.Status != 200)
            throw new Violation(answer.Body.Trim());
        var signed = witness.Last(WitnessState.HashOf(checkpoint.Origin))!;
        output.Say("", ("note", signed.ToString()));
        if (!output.IsJson)
            Console.Out.Write(signed.ToString());
    }

    private static byte[] ToUtf8(this WitnessRequest request) =>
        System.Text.Encoding.UTF8.GetBytes(request.ToString());

    private static async Task<CheckpointSource> OpenAsync(Input input, CancellationToken cancel)
    {
        if (!input.IsAddress && NoteIn(input.Text) is { } note)
            return new(note, null);
        var source = await input.OpenAsync(cancel);
        return new(source.Note, source);
    }

    private static SignedNote? NoteIn(string path)
    {
        using var file = Files.Open(path);
        if (file.Length > SignedNote.MaxBytes)
            return null;
        try
        {
            return SignedNote.Parse(Files.Read(path, SignedNote.MaxBytes));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>A checkpoint, and where proofs for it can be taken from.</summary>
    private sealed class CheckpointSource(SignedNote note, LogSource? log) : IAsyncDisposable
    {
        public (SignedNote Note, Checkpoint Checkpoint) Read { get; } =
            (note, CheckpointOf(note));

        public async Task<ImmutableArray<MerkleHash>> ProveAsync(
            long from, CancellationToken cancel)
        {
            var checkpoint = Read.Checkpoint;
            if (log is null)
                throw Failure.Of("A checkpoint alone does not show that it extends the last one "
                    + $"seen, of {from} entries; give the log's address or a bundle.");
            var tiles = new ProvenTiles(checkpoint);
            try
            {
                await log.TilesAsync(tiles, cancel);
                if (log.HasTiles && tiles.Fault() is { } fault)
                    throw new Violation(fault);
                return MerkleTree.ConsistencyProof(from, checkpoint.Size, tiles.Node);
            }
            catch (KeyNotFoundException)
            {
                throw Failure.Of("What was given does not reach back to the last checkpoint seen, "
                    + $"of {from} entries; give the log's address or a bundle of all events.");
            }
            catch (FormatException e)
            {
                throw new Violation(e.Message);
            }
        }

        public ValueTask DisposeAsync() => log?.DisposeAsync() ?? ValueTask.CompletedTask;

        private static Checkpoint CheckpointOf(SignedNote note)
        {
            try
            {
                return Checkpoint.Parse(note.Text);
            }
            catch (FormatException e)
            {
                throw Failure.Usage(e.Message);
            }
        }
    }
}
