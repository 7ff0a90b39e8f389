using System.Diagnostics;
using System.Text.Json.Nodes;
using PortfolioLedger.Verify.Commands;
using PortfolioLedger.Verify.Rules;

namespace PortfolioLedger.Verify.Tests;

/// <summary>What the verifier says.</summary>
internal sealed record Answer(int ExitCode, string Output, string Errors)
{
    public JsonNode Json => JsonNode.Parse(Output)!;
}

/// <summary>Runs the verifier: as a process, or within the test where thousands are run.</summary>
internal static class Verifier
{
    /// <summary>As anybody runs it.</summary>
    public static async Task<Answer> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        var (output, errors) = (
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var answer = new Answer(process.ExitCode, await output, await errors);
        Assert.DoesNotContain("   at ", answer.Output + answer.Errors, StringComparison.Ordinal);
        return answer;
    }

    public static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ledger-verify.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>The failure that verifying a bundle ends with; null when it holds.</summary>
    public static async Task<Failure?> FailureOfAsync(byte[] bundle, string? key = null,
        Held? held = null, string[]? witnesses = null, RuleBook? rules = null)
    {
        using var file = new TemporaryFile(bundle);
        var output = new Output(TextWriter.Null, TextWriter.Null, isJson: true);
        var verification = new Verification(new(file.Path, null, []),
            new(key, witnesses ?? [], null), held ?? new([], [], []), output);
        try
        {
            await (rules is null ? Verbs.LogAsync(verification, output, default)
                : Verbs.RulesAsync(verification, false, output, default));
            return null;
        }
        catch (Failure failure)
        {
            return failure;
        }
    }
}

/// <summary>A file of a test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] bytes, string extension = "")
    {
        Path = System.IO.Path.Combine(
            System.IO.Path.GetTempPath(), $"verify-{Guid.NewGuid():n}{extension}");
        File.WriteAllBytes(Path, bytes);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}

/// <summary>A folder of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("verify-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
