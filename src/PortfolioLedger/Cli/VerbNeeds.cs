using JasperFx.CommandLine;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;

namespace PortfolioLedger.Cli;

/// <summary>What a verb needs to be there before it can run.</summary>
internal enum VerbNeed
{
    /// <summary>Nothing: it asks no ledger, or was not said right.</summary>
    Nothing,

    /// <summary>The database; whether a ledger is in it is what it looks for or sets up.</summary>
    Database,

    /// <summary>A ledger: nothing is made where there is none.</summary>
    Ledger,

    /// <summary>A PostgreSQL: the verb may begin a ledger where there is none.</summary>
    PlaceToBegin,
}

/// <summary>
/// Which verbs may begin a ledger: those that open a portfolio. All others would only leave an
/// empty one behind, most often in a place that was not meant.
/// </summary>
internal static class VerbNeeds
{
    /// <summary>What a verb needs, as it was said.</summary>
    /// <param name="verb">Its name.</param>
    /// <param name="input">Its arguments; null for a verb of the store.</param>
    public static VerbNeed Of(string verb, object? input) => input switch
    {
        ImportInput { Mapping: ImportVerb.Template } => VerbNeed.Nothing,
        ImportInput import => MayOpen(import) ? VerbNeed.PlaceToBegin : VerbNeed.Ledger,
        DemoInput demo => Key.TryParse(demo.PortfolioFlag, out _)
            ? VerbNeed.PlaceToBegin : VerbNeed.Ledger,
        DoctorInput => VerbNeed.Database,
        null => verb == "help" ? VerbNeed.Nothing : VerbNeed.Database,
        _ => VerbNeed.Ledger,
    };

    /// <summary>
    /// Whether an import that is said right opens a portfolio where there is none: by name and
    /// currency of its own or of its mapping.
    /// </summary>
    private static bool MayOpen(ImportInput input)
    {
        if (input.DryRunFlag || !Key.TryParse(input.PortfolioFlag, out _)
            || !File.Exists(input.File))
            return false;
        try
        {
            return MappingFile.Read(input.Mapping).Portfolio is not null
                || (!string.IsNullOrWhiteSpace(input.NameFlag)
                    && Currency.TryParse(input.CurrencyFlag, out _));
        }
        catch (MappingException)
        {
            return false;
        }
    }
}
