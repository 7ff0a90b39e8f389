namespace PortfolioLedger.Cli;

/// <summary>Asks a person whether something is meant that nobody can undo.</summary>
/// <param name="CanAnswer">Whether somebody is there to answer.</param>
/// <param name="Answers">Where answers come from, a line each.</param>
internal sealed record Confirmation(bool CanAnswer, TextReader Answers)
{
    /// <summary>Whoever sits before the console.</summary>
    public static Confirmation OfConsole => new(!Console.IsInputRedirected, Console.In);

    /// <summary>True when the very word that is asked for is typed.</summary>
    public async Task<bool> IsGivenAsync(string word, TextWriter prompt, CancellationToken cancel)
    {
        await prompt.WriteAsync($"Nobody can undo this. Type {word} to go on: ");
        await prompt.FlushAsync(cancel);
        return (await Answers.ReadLineAsync(cancel))?.Trim() == word;
    }
}
