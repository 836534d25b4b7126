<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="xs cf"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:cf="urn:cardferry:mapping" xmlns:env="urn:zephyr:envelope" xmlns:card="urn:zephyr:card">

  <xsl:variable name="month" select="xs:yearMonthDuration('P1M')"/>
  <xsl:variable name="day" select="xs:dayTimeDuration('P1D')"/>

  <xsl:template match="/cardRegistration">
    <env:Envelope version="1.1">
      <env:Header id="{requestId}"/>
      <env:Body>
        <card:Register scheme="{lower-case(card/brand)}"
            valid-until="{format-date(xs:date(card/expiry || '-01') + $month - $day, '[D01].[M01].[Y0001]')}"
            accepted="{terms/acceptedAt ! format-dateTime(xs:dateTime(.), '[Y0001][M01][D01][H01][m01][s01]')}">
          <card:Holder>{account/id}</card:Holder>
          <card:Sealed>{card/sealedCard}</card:Sealed>
          <xsl:apply-templates select="device/name"/>
        </card:Register>
      </env:Body>
    </env:Envelope>
  </xsl:template>

  <xsl:template match="name[string-length(.) gt 20]">
    <xsl:sequence select="cf:not-representable('/Envelope/Body/Register/Name', 'is longer than 20')"/>
  </xsl:template>

  <xsl:template match="name">
    <card:Name xml:lang="en">{replace(., '[^ -~]', '?')}</card:Name>
  </xsl:template>
</xsl:stylesheet>
