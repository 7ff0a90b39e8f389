using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Privacy;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Reports;

/// <summary>
/// Kept results as they are given: the same bytes from the API and the command line.
/// </summary>
internal sealed class RunResults(RunArchive archive, ReportMaker maker, SealedTexts texts)
{
    /// <summary>A run in a form; what failed has a JSON form alone.</summary>
    public async Task<byte[]> BodyAsync(ReportRun run, Format format, CancellationToken cancel)
    {
        if (run.Outcome is not RunOutcome.Made made)
            return Json(json => RunJson.Write(json, run));
        var kept = (await archive.ResultAsync(run, cancel))!;
        var result = await OpenAsync(run.Portfolio, run.Definition.View, kept, cancel);
        if (format != Format.Json)
            return result.As(format, run.Report.Value);
        var isReproduced = await maker.IsReproducedAsync(run, made, kept, cancel);
        return Json(json => RunJson.Write(json, run, isReproduced, result));
    }

    /// <summary>A JSON answer.</summary>
    public static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, CloudEvent.Writer))
            write(json);
        return body.ToArray();
    }

    /// <summary>The table of a run; null when it failed.</summary>
    public async Task<ReportResult?> TableAsync(ReportRun run, CancellationToken cancel) =>
        await archive.ResultAsync(run, cancel) is { } kept
            ? await OpenAsync(run.Portfolio, run.Definition.View, kept, cancel) : null;

    /// <summary>
    /// A table of a view, with words that were not erased in the place of commitments.
    /// </summary>
    public async Task<ReportResult> OpenAsync(
        Key portfolio, string path, byte[] table, CancellationToken cancel)
    {
        var result = ReportResult.Read(table);
        if (ViewCatalogue.Find(path) is ({ HoldsPersonalTexts: true } view, _))
            result.Open(view.PersonalTexts, await texts.FindAsync(
                portfolio, result.TextsIn(view.PersonalTexts), cancel));
        return result;
    }
}
