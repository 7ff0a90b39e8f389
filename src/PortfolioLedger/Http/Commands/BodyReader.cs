using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Commands;

/// <summary>Makes a command of a request body and the keys of its path.</summary>
public static class BodyReader
{
    /// <summary>The largest body of a command, in bytes.</summary>
    public const int MaxCommandBytes = 1024 * 1024;

    /// <summary>The largest body of a batch, in bytes.</summary>
    public const int MaxBatchBytes = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The whole body without a byte order mark, an empty object where it is empty, whatever type
    /// it says it has; a problem when it is no JSON or too large.
    /// </summary>
    public static async Task<byte[]> ReadAsync(HttpContext http, int largest)
    {
        // Many commands need no field: POST …/submission alone says everything.
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return "{}"u8.ToArray();
        if (!http.Request.HasJsonContentType())
            // Programs name a type of their own for an empty body too: curl -d '' says a form.
            return await IsEmptyAsync(http) ? "{}"u8.ToArray() : throw new ProblemException(
                Problem.Create(
                    "unsupported-media-type",
                    "Send the body as application/json, not as "
                        + $"{http.Request.ContentType ?? "nothing stated"}; only an empty body "
                        + "needs no type."
                )
            );
        Codings.RequireUnpacked(http);
        if (http.Request.ContentLength > largest)
            throw TooLarge(largest);
        using var body = new MemoryStream((int)(http.Request.ContentLength ?? 512));
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
                if (body.Length + read > largest)
                    throw TooLarge(largest);
                else
                    body.Write(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return body.Length == 0 ? "{}"u8.ToArray()
            : WithoutMark(body.GetBuffer().AsSpan(0, (int)body.Length)).ToArray();
    }

    private static async Task<bool> IsEmptyAsync(HttpContext http) =>
        (http.Request.ContentLength is null or 0
            || http.Request.Headers.ContentEncoding.Count > 0)
        && await http.Request.Body.ReadAsync(new byte[1], http.RequestAborted) == 0;

    /// <summary>
    /// A text in UTF-8 without the byte order mark that some programs put in front.
    /// </summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) =>
        text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;

    /// <summary>The command a body says, with the keys of its path.</summary>
    /// <param name="type">Of the command.</param>
    /// <param name="body">JSON object with the fields that are not in the path.</param>
    /// <param name="path">Names and keys of the path.</param>
    /// <param name="pointer">Where the body stands in the request, for faults.</param>
    public static ICommand Bind(
        Type type,
        ReadOnlyMemory<byte> body,
        ImmutableArray<(string Name, Key Key)> path,
        string pointer = ""
    ) => (ICommand)Read(type, body, path, pointer, () => CommandRoutes.ExampleOf(type));

    /// <summary>The question a body asks.</summary>
    /// <param name="body">JSON object.</param>
    /// <param name="example">One that is understood, as JSON, for who sends nothing.</param>
    public static T Read<T>(ReadOnlyMemory<byte> body, string? example = null)
        where T : class => (T)Read(
            typeof(T), body, [], "", () => example is null ? null : JsonNode.Parse(example));

    private static object Read(
        Type type,
        ReadOnlyMemory<byte> body,
        ImmutableArray<(string Name, Key Key)> path,
        string pointer,
        Func<JsonNode?> example
    )
    {
        object? read = null;
        try
        {
            read = JsonSerializer.Deserialize(Spliced(body.Span, path), type, EdgeJson.Options);
        }
        catch (JsonException)
        {
            // Said below, field by field.
        }
        ImmutableArray<FieldFault> faults = read is null ? BodyFaults.Find(type, body, path)
            : [.. (read as IChecked)?.Faults() ?? [], .. (read as ICommand)?.Given?.Faults() ?? []];
        return faults.IsEmpty && read is not null ? read
            : throw (IsEmptyObject(body.Span) ? Needed(faults, pointer, example())
                : Invalid(faults, pointer));
    }

    private static bool IsEmptyObject(ReadOnlySpan<byte> body) =>
        body.Trim(" \t\r\n"u8) is [(byte)'{', .. var inside, (byte)'}']
        && inside.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>The problem of a body that says nothing where something is needed.</summary>
    private static ProblemException Needed(
        ImmutableArray<FieldFault> faults, string pointer, JsonNode? example)
    {
        var needed = faults.Where(f => f.Detail == BodyFaults.Required).Select(f => f.Pointer[1..]);
        var others = faults.Where(f => f.Detail != BodyFaults.Required)
            .Select(f => $"{f.Pointer} {f.Detail}");
        return new(Problem.Create(
            "invalid-fields",
            $"{(pointer is "" ? "The body" : pointer)} is empty: "
                + string.Join("; ", others.Prepend($"it needs {Texts.Listed(needed)}")
                    .Where(said => said != "it needs "))
                + (example is null ? "." : $", for example {example.ToJsonString(Relaxed)}"),
            [.. faults.Select(f => f with { Pointer = pointer + f.Pointer })]));
    }

    /// <summary>The problem of a body with fields that are not right.</summary>
    internal static ProblemException Invalid(ImmutableArray<FieldFault> faults, string pointer)
    {
        var placed = faults.Select(f => f with { Pointer = pointer + f.Pointer }).ToArray();
        return new(
            Problem.Create(
                "invalid-fields",
                placed.Length == 1
                    ? $"{(placed[0].Pointer is "" ? "The body" : placed[0].Pointer)} "
                        + $"{placed[0].Detail}."
                    : $"{placed.Length} fields are not right: "
                        + $"{string.Join(", ", placed.Select(f => f.Pointer))}.",
                placed
            )
        );
    }

    /// <summary>
    /// The keys of the path in front of the body's own fields: one object to read.
    /// </summary>
    private static byte[] Spliced(
        ReadOnlySpan<byte> body,
        ImmutableArray<(string Name, Key Key)> path
    )
    {
        var open = body.IndexOf((byte)'{');
        if (path.IsEmpty || open < 0 || body[..open].IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            return body.ToArray();
        var rest = body[(open + 1)..];
        var isEmpty = rest.TrimStart(" \t\r\n"u8) is [(byte)'}', ..];
        var front = new StringBuilder("{");
        foreach (var (name, key) in path)
            front.Append('"').Append(name).Append("\":\"").Append(key.Value).Append("\",");
        if (isEmpty)
            front.Length--;
        return [.. Encoding.ASCII.GetBytes(front.ToString()), .. rest];
    }

    private static ProblemException TooLarge(int largest) => new(Problem.Create("body-too-large",
        $"The body has more than {largest / 1024} KB."));
}
