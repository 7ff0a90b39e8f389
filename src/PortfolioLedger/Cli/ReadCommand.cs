using JasperFx.CommandLine;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>A verb that reads: a table for people, or the bytes of the API for programs.</summary>
/// <typeparam name="TInput">Its arguments.</typeparam>
/// <param name="services">What the application consists of.</param>
public abstract class ReadCommand<TInput>(IServiceProvider services) : JasperFxAsyncCommand<TInput>
    where TInput : ReadInput
{
    /// <summary>How a question is answered for people to read.</summary>
    private protected delegate Task<int> Show(
        ViewQuestion question, IAnsiConsole output, TextWriter errors, CancellationToken cancel);

    /// <summary>What the application consists of.</summary>
    private protected IServiceProvider Services => services;

    /// <summary>Answers a question in the form that was asked for.</summary>
    private protected Task<bool> AnswerAsync(TInput input, ViewQuestion question, Show show) =>
        Verbs.ReadAsync(services, question.Verb, input.PortfolioFlag, async cancel =>
        {
            if (!input.JsonFlag)
                return await show(question, Screen.Output(), Console.Error, cancel);
            await using var output = Console.OpenStandardOutput();
            return await services.GetRequiredService<ExportVerb>().RunAsync(
                question, null, output, Console.Error, cancel);
        });
}
