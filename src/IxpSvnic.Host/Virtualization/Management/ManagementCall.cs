namespace IxpSvnic.Host.Virtualization.Management;

/// <summary>A call as it goes to the device. Plain data.</summary>
public struct ManagementCall
{
    public ManagementWords Arguments;

    /// <summary>Added to the address of the argument block; 0 but in tests of the device's checks.</summary>
    public uint Displacement;

    /// <summary>Length that the device is told.</summary>
    public int Bytes;

    /// <summary>VIF the call is about, -1 = all.</summary>
    public int Vif;

    public ushort Sequence;

    public ManagementCommand Command;

    /// <summary>A call with its argument words.</summary>
    public static ManagementCall Of(ManagementCommand command, int vif, params ReadOnlySpan<uint> words)
    {
        ManagementCall call = new() { Command = command, Vif = vif, Bytes = 4 * words.Length };
        for (int i = 0; i < words.Length; i++)
        {
            call.Arguments[i] = words[i];
        }

        return call;
    }
}
