using System.Text.Json.Nodes;
using PortfolioLedger.Verify.Commands;

namespace PortfolioLedger.Verify.Tests;

/// <summary>Logs whose key was changed, and logs that went on after a restore.</summary>
public sealed class KeyAndEpochTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task After_a_rotation_the_key_of_then_and_the_one_of_now_count(
        bool former, bool current)
    {
        using var folder = new TemporaryFolder();
        var log = SampleLog.Golden();
        using var key = SampleLog.KeyOf(log.Origin, 8);
        var rotated = log.Copy(key);
        var note = SignedNote.Sign(rotated.Note().Text, key, log.Key);
        await File.WriteAllLinesAsync(folder["keys"],
            [.. current ? [$"{key.Verifier}"] : Array.Empty<string>(),
                .. former ? [$"{log.Key.Verifier}"] : Array.Empty<string>()],
            TestContext.Current.CancellationToken);

        var failure = await Verifier.FailureOfAsync(
            await rotated.BundleAsync(note: note), folder["keys"]);

        Assert.Null(failure);
    }

    [Fact]
    public async Task A_checkpoint_from_before_a_rotation_is_extended_by_the_log_of_now()
    {
        using var folder = new TemporaryFolder();
        var log = SampleLog.Golden();
        using var key = SampleLog.KeyOf(log.Origin, 8);
        await File.WriteAllBytesAsync(folder["old"], log.Note(20).ToBytes(),
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["keys"], $"{key.Verifier}\n{log.Key.Verifier}\n",
            TestContext.Current.CancellationToken);

        var failure = await Verifier.FailureOfAsync(await log.Copy(key).BundleAsync(),
            folder["keys"], new([folder["old"]], [], []));

        Assert.Null(failure);
    }

    [Fact]
    public async Task A_log_of_a_stranger_is_not_believed_for_the_key_that_comes_along()
    {
        var log = SampleLog.Golden();
        using var thief = SampleLog.KeyOf(log.Origin, 8);

        var failure = await Verifier.FailureOfAsync(
            await log.Copy(thief).BundleAsync(), $"{log.Key.Verifier}");

        Assert.Equal(3, failure?.ExitCode);
    }

    [Fact]
    public async Task An_epoch_that_is_acknowledged_is_one()
    {
        var log = SampleLog.Golden();
        var next = log.Copy(SampleLog.KeyOf($"{SampleLog.Ledger}/capital/2"));
        next.Add(Restored(next.Leaves.Count + 1), epoch: 2);

        Assert.Null(await Verifier.FailureOfAsync(await next.BundleAsync()));
    }

    [Fact]
    public async Task An_epoch_that_no_event_begins_is_a_rewritten_history()
    {
        var log = SampleLog.Golden().Copy(SampleLog.KeyOf($"{SampleLog.Ledger}/capital/2"));

        var failure = await Verifier.FailureOfAsync(await log.BundleAsync());

        Assert.Equal(3, failure?.ExitCode);
        Assert.Contains("no event begins it", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_says_another_epoch_and_opens_none_is_named()
    {
        var log = SampleLog.Golden().Copy(SampleLog.KeyOf($"{SampleLog.Ledger}/capital/2"));
        var line = SampleLog.Lines().Last();
        line["position"] = (long)(log.Leaves.Count + 1);
        log.Add(line, epoch: 2);

        var failure = Assert.IsType<Violation>(
            await Verifier.FailureOfAsync(await log.BundleAsync()));

        Assert.Equal(log.Leaves.Count, failure.Position);
    }

    [Theory]
    [InlineData("\"two\"")]
    [InlineData("3")]
    [InlineData("null")]
    public async Task An_epoch_whose_first_event_acknowledges_another_is_named(string epoch)
    {
        var log = SampleLog.Golden().Copy(SampleLog.KeyOf($"{SampleLog.Ledger}/capital/2"));
        var line = Restored(log.Leaves.Count + 1);
        line["data"]!["epoch"] = JsonNode.Parse(epoch);
        log.Add(line, epoch: 2);

        var failure = Assert.IsType<Violation>(
            await Verifier.FailureOfAsync(await log.BundleAsync()));

        Assert.Equal(log.Leaves.Count, failure.Position);
    }

    [Fact]
    public async Task A_receipt_without_a_position_is_none()
    {
        using var receipt = new TemporaryFile(
            """{"position":0,"leafHash":"hnaxL7C4hEjAl5uCAc53OCD284/u1HHTizQb7M5c7Fs="}"""u8
                .ToArray());

        var failure = await Verifier.FailureOfAsync(await SampleLog.Golden().BundleAsync(),
            held: new([], [receipt.Path], []));

        Assert.Equal(2, failure?.ExitCode);
    }

    [Fact]
    public async Task One_witness_named_twice_is_one()
    {
        var log = SampleLog.Golden();
        using var witness = SampleLog.WitnessKey("witness.example.org");
        var note = log.Note();
        var cosigned = note with
        {
            Signatures = [.. note.Signatures,
                Cosignature.Sign(note.Text, witness, DateTimeOffset.UnixEpoch)],
        };

        Assert.Null(await Verifier.FailureOfAsync(await log.BundleAsync(note: cosigned),
            witnesses: [$"{witness.Verifier}", $"{witness.Verifier}"]));
    }

    private static JsonNode Restored(long position) => JsonNode.Parse($$$"""
        {"position":{{{position}}},"recordedAt":"2026-07-01T09:00:00.000000Z",
         "effectiveOn":"2026-07-01","actor":{"id":"ada","role":"administrator"},
         "type":"ledger-restored","schemaVersion":1,
         "data":{"portfolio":"capital","epoch":2,"lostFrom":68,
                 "lastCheckpoint":"ledger.example.org/capital/1",
                 "grounds":{"rationale":"The backup of Friday was restored"}} }
        """)!;
}
