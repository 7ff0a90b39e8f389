using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Clients;

/// <summary>Answers on their way to the validator: each with the operation it answers.</summary>
internal sealed class Answers
{
    private readonly StringBuilder _lines = new();
    private readonly HashSet<string> _succeeded = [];

    /// <summary>
    /// The operations that gave at least one answer that is no problem, as <c>get /path</c>.
    /// </summary>
    public IReadOnlySet<string> Succeeded => _succeeded;

    /// <summary>Notes an answer to an operation; only JSON has a form.</summary>
    public void Add(string method, string path, string asked, Reply reply)
    {
        if (reply.Status < 400)
            _succeeded.Add($"{method} {path}");
        if (
            reply.Header("Content-Type") is not { } type
            || !type.Contains("json", StringComparison.Ordinal)
            || type.Contains("ndjson", StringComparison.Ordinal)
        )
            return;
        _lines
            .Append(
                new JsonObject
                {
                    ["what"] = $"{method} {asked} gave {reply.Status}",
                    ["method"] = method,
                    ["path"] = path,
                    ["version"] = asked.Split("viewVersion=") is [_, var version] ? version : null,
                    ["status"] = reply.Status,
                    ["contentType"] = type,
                    ["body"] = JsonNode.Parse(reply.Text),
                }.ToJsonString()
            )
            .Append('\n');
    }

    /// <summary>All of them have the form that the description of the ledger gives.</summary>
    public async Task AssertDescribedAsync(LedgerHost host)
    {
        using var description = await DescriptionFolder.OfAsync(host);
        var file = description["answers.ndjson"];
        await File.WriteAllTextAsync(
            file,
            _lines.ToString(),
            TestContext.Current.CancellationToken
        );

        (await ClientTools.NodeAsync("validate.mjs", description.File, file)).AssertPassed();
    }
}
