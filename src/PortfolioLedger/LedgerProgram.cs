using JasperFx;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Abstractions;
using PortfolioLedger.Access;
using PortfolioLedger.Cli;
using PortfolioLedger.Demo;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Books;

namespace PortfolioLedger;

/// <summary>The executable: the server by default, and its command-line verbs.</summary>
public static class LedgerProgram
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>Runs a verb of the command line; without one the server.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (VerbHelp.IsAsked(args))
        {
            Console.WriteLine(VerbHelp.Text);
            return 0;
        }
        if (VerbHelp.IsAskedOf(args))
            return await Verbs.RunAsync(new ServiceCollection().BuildServiceProvider(), args);
        var verb = args is [var first, ..] && !first.StartsWith('-') ? first : null;
        var serves = verb is null or "run";
        if (verb is not null && VerbHelp.IsUnknown(verb))
        {
            await Console.Error.WriteLineAsync($"There is no verb '{verb}'.\n\n{VerbHelp.Text}");
            return Verbs.Usage;
        }
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = serves ? args : [] }
        );
        RefuseOpenPersonas(builder);
        await using var database = serves
            ? await LedgerDatabase.ServeAsync(builder.Configuration, NullLogger.Instance, default)
            : await LedgerDatabase.UseAsync(builder.Configuration, NullLogger.Instance, default);
        builder.AddLedger(database.ConnectionString);
        if (serves && DemoSeed.IsWanted(builder.Configuration, database.DataDirectory is not null))
            AddDemo(builder.Services);
        var app = builder.Build();
        app.MapLedger();
        if (Verbs.IsOwn(verb))
            return await Verbs.RunAsync(app.Services, args);
        if (!serves)
            return await app.RunJasperFxCommands(args);
        app.Lifetime.ApplicationStarted.Register(() => Greet(app, database));
        await app.RunAsync();
        return 0;
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
