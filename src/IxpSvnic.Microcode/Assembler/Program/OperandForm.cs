namespace IxpSvnic.Microcode.Assembler.Program;

internal enum OperandForm
{
    /// <summary>Goes to the encoder as it is.</summary>
    Text,

    /// <summary>A declared register.</summary>
    Register,

    /// <summary>A register given by its number.</summary>
    Physical,
    Signal,
    Label,

    /// <summary>A constant, with text around it for shifts and local memory offsets.</summary>
    Expression,
}
