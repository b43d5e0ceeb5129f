namespace IxpSvnic.Microcode.Assembler;

/// <summary>Every sort of finding the assembler can make.</summary>
public enum DiagnosticKind
{
    // reading and preprocessing
    SourceNotFound,
    UnterminatedText,
    UnclosedBracket,
    UnknownPreprocessorDirective,
    PreprocessorSyntax,
    UnbalancedPreprocessor,
    UserError,
    UserWarning,
    MacroArity,
    NestingTooDeep,
    ExpansionTooLarge,
    Expression,

    // statements and symbols
    Syntax,
    UnknownMnemonic,
    BadInstruction,
    UnknownDirective,
    UndefinedSymbol,
    UndefinedLabel,
    DuplicateSymbol,
    DuplicateLabel,
    WrongSymbolKind,
    ScopeMismatch,
    StructureMismatch,
    Condition,
    AssertFailed,
    Unsupported,
    MisplacedTracePoint,

    // allocation
    BankConflict,
    OutOfRegisters,
    OutOfTransferRegisters,
    OutOfSignals,
    TransferOrder,
    TransferOverrun,
    SignalPair,

    // checks
    MissingSignal,
    DeferSlot,
    LocalCsrRead,
    ProgramTooLong,
    UseBeforeDefinition,
    Unused,
    WriteToUse,
    CamAfterBranch,
    LostResult,
    JumpTargets,
}
