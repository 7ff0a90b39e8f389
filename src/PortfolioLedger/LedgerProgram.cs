using JasperFx;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Abstractions;
using PortfolioLedger.Access;
using PortfolioLedger.Cli;
using PortfolioLedger.Databases;
using PortfolioLedger.Demo;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger;

/// <summary>The executable: the server by default, and its command-line verbs.</summary>
public static class LedgerProgram
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>For verbs that ask no database, and so never find out.</summary>
    private const string Nowhere = "Host=127.0.0.1;Database=ledger";

    /// <summary>Runs a verb of the command line; without one the server.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (VerbHelp.IsAsked(args))
        {
            Console.WriteLine(VerbHelp.Text);
            return 0;
        }
        if (args is ["help", var about] && Verbs.IsOwn(about))
            args = [about, "--help"];
        if (VerbHelp.IsAskedOf(args))
            return await Verbs.RunAsync(new ServiceCollection().BuildServiceProvider(), args);
        var verb = args is [var first, ..] && !first.StartsWith('-') ? first : null;
        var serves = verb is null or "run";
        if (verb is not null && VerbHelp.IsUnknown(verb))
        {
            await Console.Error.WriteLineAsync($"There is no verb '{verb}'.\n\n{VerbHelp.Text}");
            return Verbs.Usage;
        }
        try
        {
            args = Verbs.IsOwn(verb) ? Verbs.WithFlagsMerged(args) : args;
        }
        catch (FormatException twice)
        {
            await Console.Error.WriteLineAsync($"{verb}: {twice.Message}.");
            return Verbs.Usage;
        }
        var input = Verbs.IsOwn(verb) ? await Verbs.ReadAsync(args) : null;
        if (Verbs.IsOwn(verb) && input is null)
            return Verbs.Usage;
        var need = serves ? VerbNeed.PlaceToBegin : VerbNeeds.Of(verb!, input);
        if (input is not null && need == VerbNeed.Nothing)
            return await Verbs.RunAsync(new ServiceCollection().BuildServiceProvider(), args);
        try
        {
            return await RunAsync(args, verb, input, need);
        }
        catch (NoLedgerException missing)
        {
            await Console.Error.WriteLineAsync($"{verb}: {missing.Message}");
            return Verbs.Failed;
        }
    }

    private static async Task<int> RunAsync(
        string[] args, string? verb, object? input, VerbNeed need)
    {
        var serves = verb is null or "run";
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = serves ? args : [] }
        );
        RefuseOpenPersonas(builder);
        await using var database = await OpenAsync(builder.Configuration, serves, need);
        if (database is not null && Verbs.PortfolioOf(input) is { } portfolio
            && await DatabaseOfVerb.FindAsync(
                builder.Configuration, database.Connections, portfolio, default) is { } other)
            builder.AddLedgerAlone(other);
        else
            builder.AddLedger(database?.Connections ?? LedgerConnections.Alone(Nowhere));
        builder.Services.AddSingleton<DatabaseRequirement>(RequireUsableAsync);
        if (database is not null)
            builder.Services.AddSingleton(new DatabasePlace(database.Describe()));
        if (serves && DemoSeed.IsWanted(builder.Configuration, database?.DataDirectory is not null))
            AddDemo(builder.Services);
        var app = builder.Build();
        app.MapLedger();
        if (Verbs.IsOwn(verb))
            return await Verbs.RunAsync(app.Services, args);
        if (!serves)
            return await app.RunJasperFxCommands(args);
        app.Lifetime.ApplicationStarted.Register(() => Greet(app, database!));
        await app.RunAsync();
        return 0;
    }

    /// <summary>The database as far as it is needed; null where none is.</summary>
    private static async Task<LedgerDatabase?> OpenAsync(
        IConfiguration configuration, bool serves, VerbNeed need)
    {
        if (need == VerbNeed.Nothing)
            return null;
        var log = NullLogger.Instance;
        var database = serves ? await LedgerDatabase.ServeAsync(configuration, log)
            : need == VerbNeed.PlaceToBegin ? await LedgerDatabase.BeginAsync(configuration, log)
            : await LedgerDatabase.UseAsync(configuration, log);
        try
        {
            if (need == VerbNeed.Ledger)
                await database.RequireLedgerAsync();
            if (need != VerbNeed.Database)
                await RequireUsableAsync(database.Connections, default);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static async Task RequireUsableAsync(
        LedgerConnections connections, CancellationToken cancel)
    {
        await Durability.RequireAsync(connections.App, cancel);
        await LedgerSchema.RequireRightsAsync(connections, cancel);
    }

    private static void AddDemo(IServiceCollection services)
    {
        services.AddSingleton<DemoSeed>();
        services.AddHostedService(sp => sp.GetRequiredService<DemoSeed>());
    }

    private static void RefuseOpenPersonas(WebApplicationBuilder builder)
    {
        var addresses = builder.Configuration["urls"];
        if (
            addresses is null
            && builder.Configuration["http_ports"] is null
            && builder.Configuration["https_ports"] is null
        )
            builder.WebHost.UseUrls(addresses = DefaultAddress);
        if (!Personas.AreOn(builder.Configuration, builder.Environment))
            return;
        Personas.RefuseOpenAddresses(
            addresses?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? ["http://*"]
        );
        // The server's own section of the configuration goes before the addresses above.
        Personas.RefuseOpenAddresses(
            builder
                .Configuration.GetSection("Kestrel:Endpoints")
                .GetChildren()
                .Select(e => e["Url"] ?? "no address")
        );
    }

    private static void Greet(WebApplication app, LedgerDatabase database)
    {
        var addresses = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses;
        var portfolios = app
            .Services.GetRequiredService<BookKeeper>()
            .PortfoliosAsync(default)
            .GetAwaiter()
            .GetResult();
        Console.WriteLine($"Portfolio Ledger    {string.Join(", ", addresses)}");
        Console.WriteLine($"API and docs        {addresses.First()}/docs");
        Console.WriteLine($"Data                {database.Describe()}");
        Console.WriteLine(
            "Portfolios          "
                + (
                    portfolios.IsEmpty
                        ? "none yet; the first page says how to open one"
                        : string.Join(
                            ", ",
                            portfolios.Select(p => $"{p.Portfolio} ({p.Position:N0} events)")
                        )
                )
        );
        if (app.Services.GetService<DemoSeed>() is { Seeded: true })
            Console.WriteLine(
                $"Demo                '{DemoPortfolio.DefaultKey}' is new: {DemoStory.Name}; "
                    + "Ledger__Demo=false starts empty"
            );
        if (Personas.AreOn(app.Configuration, app.Environment))
            Console.WriteLine(
                "Callers             personas, as in: Authorization: Persona alice;approver;finance"
            );
        Console.WriteLine("Stop                Ctrl+C");
    }
}
