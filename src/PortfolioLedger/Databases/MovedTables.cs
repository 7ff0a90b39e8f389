using System.Collections.Immutable;

namespace PortfolioLedger.Databases;

/// <summary>
/// What becomes of each table of the ledger when a portfolio moves to another database. Every
/// table is in one of these lists: a test compares them with a database.
/// </summary>
internal static class MovedTables
{
    /// <summary>The events, whose numbers within a database are new in the other one.</summary>
    public const string Events = "ledger.mt_events";

    /// <summary>Its column of those numbers.</summary>
    public const string EventNumber = "seq_id";

    /// <summary>Copied row by row, in this order.</summary>
    public static readonly ImmutableArray<string> Copied =
    [
        "ledger.mt_streams", Events, "ledger.journal_subject", "ledger.journal_receipt",
        "ledger.sealed_text", "ledger.import_row", "ledger.scenario_event", "ledger.import_job",
        "ledger.import_mapping", "ledger.report_run", "ledger.report_mail", "ledger.report_due",
        "ledger.subscription_cursor", "ledger.delivery", "log.tile", "log.checkpoint", "log.halt",
        "log.cosignature", "log.time_stamp", "log.trouble", "audit.record",
    ];

    /// <summary>
    /// Made again from the journal where the portfolio goes, and taken away where it was.
    /// </summary>
    public static readonly ImmutableArray<string> Derived =
    [
        "ledger.read_model", "ledger.view_document", "ledger.current_document",
        "ledger.parked_portfolio", "ledger.book_checkpoint", "ledger.bi_initiative",
        "ledger.bi_objective", "ledger.bi_alignment", "ledger.bi_rank_history",
        "ledger.bi_outcome", "ledger.bi_benefit", "ledger.bi_financials", "ledger.bi_listening",
        "ledger.bi_capacity", "ledger.bi_board_decision", "ledger.bi_decision",
    ];

    /// <summary>Of a database or of the ledger as a whole, not of a portfolio.</summary>
    public static readonly ImmutableArray<string> Kept =
    [
        "ledger.schema_revision", "ledger.secret", "ledger.portfolio_database",
        "ledger.moved_portfolio", "ledger.read_model_live", "ledger.api_token",
        "ledger.data_protection_key", "ledger.browser_session", "ledger.mt_event_progression",
        "ledger.mt_event_projection_floors", "ledger.mt_high_water_skips",
        "ledger.mt_doc_deadletterevent", "log.identity", "log.signing_key",
    ];

    /// <summary>The column that says of which portfolio a row is.</summary>
    public static string KeyOf(string table) => table switch
    {
        "ledger.mt_streams" => "id",
        Events => "stream_id",
        _ => "portfolio",
    };
}
