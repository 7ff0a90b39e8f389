using System.Globalization;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>
/// Where text for people goes. On a terminal it is as wide as <c>COLUMNS</c> says, else as the
/// terminal, and has colours unless <c>NO_COLOR</c> is set; in a file or a pipe it has no colour
/// and is not wrapped.
/// </summary>
internal static class Screen
{
    private const int Unwrapped = 100_000;
    private const int MinColumns = 20;

    /// <summary>Standard output.</summary>
    public static IAnsiConsole Output() => Over(Console.Out);

    /// <summary>Standard error, for bars.</summary>
    public static IAnsiConsole Errors() => Over(Console.Error);

    /// <summary>Any other writer.</summary>
    public static IAnsiConsole Over(TextWriter writer)
    {
        var screen = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer) });
        // Nothing is wrapped where nobody looks at a screen.
        if (!screen.Profile.Out.IsTerminal)
            screen.Profile.Width = Unwrapped;
        else if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None,
            CultureInfo.InvariantCulture, out var columns))
            screen.Profile.Width = Math.Max(columns, MinColumns);
        return screen;
    }
}
