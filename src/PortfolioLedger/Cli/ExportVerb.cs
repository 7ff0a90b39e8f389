using PortfolioLedger.Files;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Cli;

/// <summary>Writes an answer byte for byte as the API gives it.</summary>
internal sealed class ExportVerb(ViewAnswers answers)
{
    /// <summary>Runs the export and answers with the exit code.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="file">Where to write; null for the output.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="errors">Standard error: what there is to say about the data.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<int> RunAsync(
        ViewQuestion question, string? file, Stream output, TextWriter errors,
        CancellationToken cancel) => ReadFaults.RunAsync(question.Verb, errors, async () =>
    {
        var asked = await question.AskAsync(answers, cancel);
        var body = await answers.BodyAsync(asked, cancel);
        if (string.IsNullOrEmpty(file))
            await WriteAsync(output, asked, body, cancel);
        else
            await AtomicFile.WriteAsync(file, stream => WriteAsync(stream, asked, body, cancel));
        await errors.WriteLineAsync($"digest {body.Digest}");
        if (body.Next is { } next)
            await errors.WriteLineAsync(
                $"There is more: --query \"cursor={next}\", or --format ndjson for all of it.");
        return Verbs.Ok;
    });

    private static async Task WriteAsync(
        Stream output, AskedPage asked, Body body, CancellationToken cancel)
    {
        await output.WriteAsync(asked.Start, cancel);
        await output.WriteAsync(body.Bytes, cancel);
        await output.FlushAsync(cancel);
    }
}
