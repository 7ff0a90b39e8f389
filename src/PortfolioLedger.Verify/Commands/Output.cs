using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PortfolioLedger.Verify.Commands;

/// <summary>
/// What is found goes to standard output: lines for people, or one object of JSON.
/// </summary>
internal sealed class Output(TextWriter text, TextWriter progress, bool isJson)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether programs read it.</summary>
    public bool IsJson => isJson;

    private readonly JsonObject _json = new() { ["ok"] = true };
    private readonly StringBuilder _lines = new();

    /// <summary>A line for people, and members for programs.</summary>
    public void Say(string line, params (string Name, JsonNode? Value)[] members)
    {
        if (line.Length > 0)
            _lines.Append(Printable(line)).Append('\n');
        foreach (var (name, value) in members)
            _json[name] = value;
    }

    /// <summary>Tells how far it is.</summary>
    public void Progress(string line)
    {
        if (!Console.IsErrorRedirected)
            progress.Write($"\r{line}   ");
    }

    /// <summary>Ends the line of the progress.</summary>
    public void EndProgress()
    {
        if (!Console.IsErrorRedirected)
            progress.Write("\r                                        \r");
    }

    /// <summary>Why it does not hold.</summary>
    public void Fail(Failure failure)
    {
        _json["ok"] = false;
        _json["exitCode"] = failure.ExitCode;
        _json["error"] = failure.Message;
        if (failure is Violation violation)
        {
            _json["position"] = violation.Position;
            _json["expected"] = violation.Expected;
            _json["found"] = violation.Found;
        }
        if (isJson)
            text.WriteLine(_json.ToJsonString(Readable));
        else
        {
            text.Write(_lines);
            text.Flush();
            progress.WriteLine((failure is Violation ? "ALTERED: " : "ledger-verify: ")
                + Printable(failure.Message));
        }
    }

    /// <summary>Everything holds.</summary>
    public void Finish()
    {
        if (isJson)
            text.WriteLine(_json.ToJsonString(Readable));
        else
            text.Write(_lines);
    }

    /// <summary>Nothing out of a file steers the terminal, or begins a line of its own.</summary>
    private static string Printable(string line) => string.Concat(line.Select(c =>
        char.IsControl(c) ? ' ' : c));
}
