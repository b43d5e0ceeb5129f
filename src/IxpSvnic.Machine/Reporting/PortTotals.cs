namespace IxpSvnic.Machine.Reporting;

/// <summary>One port: what the wire offered and what the device achieved, in packets and bits (without preamble and gap) per second.</summary>
public sealed record PortTotals(int Port, Rate Offered, Rate Achieved, long In, long Out);
