using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PortfolioLedger.Verify.Commands;

namespace PortfolioLedger.Verify.Witnessing;

/// <summary>Serves a witness by HTTP.</summary>
internal static class WitnessVerb
{
    /// <summary>The longest request: a proof and a checkpoint with its signatures.</summary>
    private const int LongestBody = 64 * 1024;

    public static Command Command()
    {
        var listen = new Option<string>("--listen")
        {
            Description = "Where to listen; port 0 takes a free one and says it.",
            DefaultValueFactory = _ => "127.0.0.1:8085",
        };
        var file = new Option<string>("--witness-key")
        {
            Description = "The file of the witness's secret key (keygen).", Required = true,
        };
        var folder = new Option<string>("--state")
        {
            Description = "A folder for the last checkpoint of each log. Never lose it, never go "
                + "back to a copy of it.", Required = true,
        };
        var logs = new Option<string[]>("--log")
        {
            Description = "The verifier key of a log that is cosigned, or a file that holds it. "
                + "The key of a ledger, named like 'ledger.example.org', stands for all its logs, "
                + "'ledger.example.org/<portfolio>/<epoch>'. Repeatable.", Required = true,
        };
        return CommandLine.Verb("witness",
            "Serves the C2SP witness protocol: POST /add-checkpoint and GET "
            + "/<SHA-256 of the origin>/checkpoint.",
            (parsed, _, cancel) => ServeAsync(parsed.GetValue(listen)!, parsed.GetValue(file)!,
                parsed.GetValue(folder)!, parsed.GetValue(logs)!, cancel),
            listen, file, folder, logs);
    }

    private static async Task ServeAsync(
        string listen, string file, string folder, string[] logs, CancellationToken cancel)
    {
        using var key = Keys.Secret(file, SignatureKind.Cosignature);
        var trusted = logs.SelectMany(log => Keys.AllPublic(log, "--log")).ToImmutableArray();
        if (trusted.FirstOrDefault(log => log.Kind != SignatureKind.Ed25519) is { } other)
            throw Failure.Usage($"'{other.Name}' is the key of a witness, not of a log.");
        if (!IPEndPoint.TryParse(listen, out var endpoint) || listen.LastIndexOf(':') < 0)
            throw Failure.Usage("--listen is an address and a port, like 127.0.0.1:8085.");
        using var state = WitnessState.Open(folder);
        await using var app = App(endpoint, new(key, state, trusted, TimeProvider.System));
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e)
        {
            throw Failure.Of($"It cannot listen on {listen}: {e.Message}");
        }
        Console.Out.WriteLine($"witness {key.Verifier}");
        foreach (var url in app.Urls)
            Console.Out.WriteLine($"listening on {url}");
        await app.WaitForShutdownAsync(cancel);
    }

    /// <summary>The server; small, and with small limits.</summary>
    internal static WebApplication App(IPEndPoint endpoint, Witness witness)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            kestrel.Limits.MaxConcurrentConnections = 256;
            kestrel.Limits.MaxRequestHeadersTotalSize = 8 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Listen(endpoint);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Logging.AddSimpleConsole();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.UseRouting();
        app.MapPost("/add-checkpoint", context => AddAsync(context, witness));
        app.MapGet("/{hash:length(64)}/checkpoint", context => LastAsync(context, witness));
        return app;
    }

    private static async Task AddAsync(HttpContext context, Witness witness)
    {
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            context.Response.StatusCode = e.StatusCode;
            return;
        }
        await SayAsync(context, Answer(() => witness.Add(body.ToArray())));
    }

    private static Task LastAsync(HttpContext context, Witness witness)
    {
        var hash = (string)context.Request.RouteValues["hash"]!;
        // It names a file: nothing but the digits of a hash.
        return SayAsync(context, Answer(() =>
            hash.All(char.IsAsciiHexDigitLower) && witness.Last(hash) is { } note
                ? new(200, note.ToString()) : WitnessAnswer.No(404, "No checkpoint is known.")));
    }

    private static WitnessAnswer Answer(Func<WitnessAnswer> answer)
    {
        try
        {
            return answer();
        }
        catch (Failure failure)
        {
            Console.Error.WriteLine($"ledger-verify: {failure.Message}");
            return WitnessAnswer.No(500, "The witness cannot keep what it sees.");
        }
    }

    private static Task SayAsync(HttpContext context, WitnessAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.Type == WitnessAnswer.SizeType
            ? answer.Type : answer.Type + "; charset=utf-8";
        return context.Response.WriteAsync(answer.Body);
    }
}
