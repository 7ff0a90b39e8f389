using PortfolioLedger.Audit;
using PortfolioLedger.Files;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Cli;

/// <summary>Writes an answer byte for byte as the API gives it.</summary>
internal sealed class ExportVerb(ViewEngine engine, IAuditTrail trail)
{
    /// <summary>Runs the export and answers with the exit code.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="file">Where to write; null for the output.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="errors">Standard error: what there is to say about the data.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<int> RunAsync(
        ViewFlags question, string? file, Stream output, TextWriter errors,
        CancellationToken cancel) => ReadFaults.RunAsync(question.Verb, errors, async () =>
    {
        var asked = await question.ResolveAsync(engine, cancel);
        var format = asked.Request.Format ?? Format.Json;
        var written = (await engine.WriteAsync(asked, format, cancel)).OrProblem();
        await trail.LogAsync(asked, question, format.Name, written.Body.Digest,
            written.Start.Length + written.Body.Bytes.Length, cancel);
        if (string.IsNullOrEmpty(file))
            await WriteAsync(output, written, cancel);
        else
            await AtomicFile.WriteAsync(file, stream => WriteAsync(stream, written, cancel));
        await errors.WriteLineAsync($"digest {written.Body.Digest}");
        if (written.Note is { } note)
            await errors.WriteLineAsync(note);
        if (written.Body.NextCursor is { } next)
            await errors.WriteLineAsync(
                $"There is more: --query \"cursor={next}\", or --format ndjson for all of it.");
        return Verbs.Ok;
    });

    private static async Task WriteAsync(
        Stream output, WrittenView written, CancellationToken cancel)
    {
        await output.WriteAsync(written.Start, cancel);
        await output.WriteAsync(written.Body.Bytes, cancel);
        await output.FlushAsync(cancel);
    }
}
