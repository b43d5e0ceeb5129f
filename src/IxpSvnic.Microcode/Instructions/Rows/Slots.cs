namespace IxpSvnic.Microcode.Instructions.Rows;

/// <summary>The operand positions from which the rows are built.</summary>
internal static class Slots
{
    public static OperandSlot Destination { get; } =
        new(OperandRole.Destination, OperandWidth.Unrestricted10, "destination");

    public static OperandSlot Destination8 { get; } =
        new(OperandRole.Destination, OperandWidth.Restricted8, "destination");

    public static OperandSlot ReadWrite { get; } =
        new(OperandRole.SourceDestination, OperandWidth.Unrestricted10, "destination");

    public static OperandSlot ReadWrite8 { get; } =
        new(OperandRole.SourceDestination, OperandWidth.Restricted8, "destination");

    public static OperandSlot Missing { get; } = new(OperandRole.Missing, OperandWidth.None, "missing operand");

    public static OperandSlot Shift { get; } = new(OperandRole.Shift, OperandWidth.None, "shift");

    public static OperandSlot OptionalShift { get; } =
        new(OperandRole.Shift, OperandWidth.None, "shift", Optional: true);

    public static OperandSlot ByteMask { get; } = new(OperandRole.ByteMask, OperandWidth.None, "byte mask");

    public static OperandSlot Label { get; } = new(OperandRole.Label, OperandWidth.None, "label");

    public static OperandSlot Signal { get; } = new(OperandRole.Signal, OperandWidth.None, "signal");

    public static OperandSlot Context { get; } = new(OperandRole.Context, OperandWidth.None, "context");

    public static OperandSlot InputState { get; } = new(OperandRole.InputState, OperandWidth.None, "input state");

    public static OperandSlot BitNumber { get; } = new(OperandRole.BitNumber, OperandWidth.None, "bit number");

    public static OperandSlot ByteNumber { get; } = new(OperandRole.ByteNumber, OperandWidth.None, "byte number");

    public static OperandSlot LocalCsr { get; } = new(OperandRole.LocalCsr, OperandWidth.None, "local CSR");

    public static OperandSlot ChipCsr { get; } = new(OperandRole.ChipCsr, OperandWidth.None, "CSR");

    public static OperandSlot CrcType { get; } = new(OperandRole.CrcType, OperandWidth.None, "crc type");

    public static OperandSlot Count { get; } = new(OperandRole.Count, OperandWidth.None, "count");

    public static OperandSlot A(OperandWidth width = OperandWidth.Unrestricted10, string name = "first source") =>
        new(OperandRole.Source, width, name, Field: OperandField.A);

    public static OperandSlot B(OperandWidth width = OperandWidth.Unrestricted10, string name = "second source") =>
        new(OperandRole.Source, width, name, Field: OperandField.B);

    public static OperandSlot Immediate(OperandField field, string name = "value") =>
        new(OperandRole.Immediate, OperandWidth.None, name, Field: field);

    public static OperandSlot Keyword(string word) =>
        new(OperandRole.Keyword, OperandWidth.None, "operation", Keyword: word);

    public static OperandSlot Transfer(TransferDirection direction) =>
        new(OperandRole.Transfer, OperandWidth.None, "transfer register", direction);
}
