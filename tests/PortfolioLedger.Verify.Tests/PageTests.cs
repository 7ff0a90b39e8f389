using System.Diagnostics;
using System.Text;
using PortfolioLedger.Tests.Documentation;

namespace PortfolioLedger.Verify.Tests;

/// <summary>
/// The page for strangers: its commands are typed into a shell as they stand, on the samples beside
/// it, and what comes back is what it shows.
/// </summary>
public sealed class PageTests
{
    private const string RunningLedger = "## With a running ledger";
    private const string EndOfStep = "--- end of the step ---";

    private static readonly string Docs = Path.Combine(Root(), "docs");

    [Fact]
    public async Task The_samples_are_what_the_ledger_writes()
    {
        var log = SampleLog.Golden();
        var (book, journal) = VerbTests.Folded(log);
        var views = new[] { "alignment", "objectives", "ranking" }.Select(view => new BundleView(
            view, 1, book.Position, book.Day, Replay.ViewDigests.Compute(view, book, journal)));
        (string Name, byte[] Bytes)[] samples =
        [
            ("capital.zip", await log.BundleAsync(views: views)),
            ("ledger.key", Encoding.UTF8.GetBytes(
                $"{log.Key.Named(SampleLog.Ledger).Verifier}\n")),
            ("event-12.proof", Encoding.UTF8.GetBytes($"{log.Proof(12)}")),
            ("checkpoint-of-may", log.Note(60).ToBytes()),
        ];
        var folder = Path.Combine(Docs, "samples", "evidence");
        foreach (var (name, bytes) in samples)
        {
            if (Environment.GetEnvironmentVariable("LEDGER_WRITE_DOCS") == "1")
                File.WriteAllBytes(
                    Path.Combine(Directory.CreateDirectory(folder).FullName, name), bytes);
            Assert.True(bytes.AsSpan().SequenceEqual(
                File.ReadAllBytes(Path.Combine(folder, name))), name);
        }
    }

    [Fact]
    public async Task Every_command_without_a_ledger_answers_what_the_page_shows()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(Docs, "samples", "evidence")))
            File.Copy(file, folder[Path.GetFileName(file)]);
        var page = (await File.ReadAllTextAsync(Path.Combine(Docs, "verify.md"),
            TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var steps = TypedStep.In(page.Split(RunningLedger)[0]);

        var answers = await TypeAsync(steps, folder.Path);

        Assert.True(steps.Count >= 5);
        Assert.All(steps.Zip(answers), s => s.First.Shows(s.Second));
    }

    private static async Task<string[]> TypeAsync(IReadOnlyList<TypedStep> steps, string folder)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ledger-verify.dll");
        var script = new StringBuilder(
            $"exec 2>&1\nledger-verify() {{ dotnet '{program}' \"$@\"; }}\n");
        foreach (var step in steps)
            script.Append(step.Commands).Append($"\necho '{EndOfStep}'\n");
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script.ToString()])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardInput = true,
        })!;
        shell.StandardInput.Close();
        var output = await shell.StandardOutput.ReadToEndAsync(
            TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Split(EndOfStep)[..steps.Count];
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PortfolioLedger.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
